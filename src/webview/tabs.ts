import { element } from './dom.ts';

/** A part of a page of which one is shown at a time. */
export interface Tab {
  id: string;
  label: string;
  root: HTMLElement;
}

/** Tabs as the ARIA authoring practices have them: the arrow keys move between them, and what is reached is shown. */
export class Tabs {
  readonly root: HTMLElement;
  private readonly tabs: readonly Tab[];
  private readonly buttons: HTMLButtonElement[];
  private readonly change: (id: string) => void;

  /** @param change is told which one the user has chosen */
  constructor(label: string, tabs: readonly Tab[], change: (id: string) => void) {
    this.tabs = tabs;
    this.change = change;
    this.buttons = tabs.map(({ id, label: name }) =>
      element('button', {
        className: 'tab',
        id: `tab-${id}`,
        textContent: name,
        attributes: { role: 'tab', 'aria-controls': `panel-${id}` },
      }),
    );
    const list = element(
      'div',
      { className: 'tabs', attributes: { role: 'tablist', 'aria-label': label } },
      ...this.buttons,
    );
    tabs.forEach(({ id, root }, i) => {
      root.id = `panel-${id}`;
      root.setAttribute('role', 'tabpanel');
      root.setAttribute('aria-labelledby', `tab-${id}`);
      this.buttons[i].addEventListener('click', () => this.choose(i));
    });
    list.addEventListener('keydown', (event) => this.press(event));
    this.root = element('div', { className: 'tabbed' }, list, ...tabs.map(({ root }) => root));
  }

  /** Shows a tab, and offers those that there is something to see of. */
  show(id: string, offered: ReadonlySet<string>): void {
    this.tabs.forEach((tab, i) => {
      const isShown = tab.id === id;
      const button = this.buttons[i];
      button.hidden = !offered.has(tab.id);
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
      tab.root.hidden = !isShown;
    });
  }

  private choose(i: number): void {
    this.change(this.tabs[i].id);
    this.buttons[i].focus();
  }

  private press(event: KeyboardEvent): void {
    const offered = this.buttons.filter(({ hidden }) => !hidden);
    const at = offered.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: offered.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const button = offered[(to + offered.length) % offered.length];
    this.choose(this.buttons.indexOf(button));
  }
}
