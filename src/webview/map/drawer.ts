import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { NO_INSETS, type Insets } from './camera.ts';

/** What a tool shows beside the map. */
export interface ToolPanel {
  readonly name: string;
  readonly title: string;
  readonly root: HTMLElement;
  /** It stands below the map, not beside it. */
  readonly isBelow?: boolean;
  /** It comes into sight: what it shows may have changed meanwhile. */
  show?(): void;
  /** It goes out of sight. */
  hide?(): void;
}

/** The place beside the tools where one of their panels is open at a time. */
export class Drawer {
  readonly root = element('section', { className: 'drawer', hidden: true });
  private readonly title = element('h2', { tabIndex: -1 });
  private readonly body = element('div', { className: 'drawer-body' });
  private readonly panels: readonly ToolPanel[];
  private readonly changed: () => void;
  private current: ToolPanel | undefined;

  /** @param changed another panel is open than before, or none any more */
  constructor(panels: readonly ToolPanel[], changed: () => void) {
    this.panels = panels;
    this.changed = changed;
    const close = iconButton('close', l10n.t('Close'), () => this.open(undefined));
    this.root.append(element('header', {}, this.title, close), this.body);
  }

  /** The name of the panel that is open. */
  get name(): string | undefined {
    return this.current?.name;
  }

  /** What it covers of the page, at the left side or the lower one. */
  get insets(): Insets {
    const { root } = this;
    if (root.hidden) return NO_INSETS;
    const { right, top } = root.getBoundingClientRect();
    return this.current?.isBelow
      ? { ...NO_INSETS, bottom: innerHeight - top }
      : { ...NO_INSETS, left: right };
  }

  /** Opens a panel, and gives it the focus; the one that is open closes. */
  toggle(name: string): void {
    this.open(name === this.name ? undefined : name);
    if (this.current) this.title.focus();
  }

  open(name: string | undefined): void {
    this.current?.hide?.();
    this.current = this.panels.find((panel) => panel.name === name);
    this.root.hidden = !this.current;
    this.root.dataset.name = name ?? '';
    this.root.classList.toggle('below', this.current?.isBelow === true);
    if (this.current) {
      this.title.textContent = this.current.title;
      this.root.setAttribute('aria-label', this.current.title);
      this.body.replaceChildren(this.current.root);
      this.current.show?.();
    }
    this.changed();
  }
}
