import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';

/** A tool: a button, and the key that is the same while the map has the focus. */
export interface ToolButton {
  name: string;
  icon: IconName;
  label: string;
  /** As the browser names it. */
  key: string;
  press(): void;
}

/** The tools beside the map: one stop for the Tab key, and arrow keys from button to button (ARIA authoring practices). */
export class Toolbar {
  readonly root = element('div', { className: 'toolbar' });
  private readonly tools: readonly ToolButton[];
  private readonly buttons = new Map<string, HTMLButtonElement>();

  /** @param groups of tools that belong together */
  constructor(groups: readonly ToolButton[][]) {
    this.tools = groups.flat();
    this.root.setAttribute('role', 'toolbar');
    this.root.setAttribute('aria-orientation', 'vertical');
    this.root.setAttribute('aria-label', l10n.t('Tools of the map'));
    for (const group of groups) {
      const buttons = group.map((tool) => this.button(tool));
      this.root.append(element('div', { className: 'tool-group' }, ...buttons));
    }
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.makeStop([...this.buttons.values()][0]);
  }

  /** Presses the tool of a key. Returns whether there is one. */
  pressKey(key: string): boolean {
    const tool = this.tools.find((each) => each.key === key);
    if (tool && !this.buttons.get(tool.name)?.disabled) tool.press();
    return tool !== undefined;
  }

  setPressed(name: string, isPressed: boolean): void {
    this.buttons.get(name)?.setAttribute('aria-pressed', String(isPressed));
  }

  setEnabled(name: string, isEnabled: boolean): void {
    const button = this.buttons.get(name);
    if (button) button.disabled = !isEnabled;
  }

  private button(tool: ToolButton): HTMLButtonElement {
    const { name, label, key } = tool;
    const title = `${label} (${key})`;
    const attributes = { 'aria-label': label, 'aria-keyshortcuts': key };
    const button = element('button', { className: 'plain', title, attributes }, icon(tool.icon));
    button.tabIndex = -1;
    button.addEventListener('click', () => tool.press());
    button.addEventListener('focus', () => this.makeStop(button));
    this.buttons.set(name, button);
    return button;
  }

  /** The one button that the Tab key stops at. */
  private makeStop(button: HTMLButtonElement): void {
    for (const each of this.buttons.values()) each.tabIndex = each === button ? 0 : -1;
  }

  private onKey(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const enabled = [...this.buttons.values()].filter(({ disabled }) => !disabled);
    const at = enabled.findIndex((button) => button === document.activeElement);
    enabled[(at + by + enabled.length) % enabled.length].focus();
  }
}
