import * as l10n from '@vscode/l10n';
import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Colouring, Neighbour, PackedWords } from '../../protocol/engine.ts';
import type { FromMap, LayoutState, MapState, ToMap } from '../../protocol/map.ts';
import { element, format, root } from '../dom.ts';
import { Gone } from '../gone.ts';
import { Host } from '../host.ts';
import { icon, type IconName } from '../icons.ts';
import { configureL10n } from '../l10n.ts';
import { onThemeChange } from '../theme.ts';
import { Details } from './details.ts';
import { listen } from './input.ts';
import { Legend } from './legend.ts';
import { LayoutStatus } from './layoutStatus.ts';
import { SearchBox } from './searchBox.ts';
import { Tooltip } from './tooltip.ts';
import { MapView } from './view.ts';
import { WordSearch } from './wordSearch.ts';

const NEIGHBOURS = 10;
const MATCHES = 20;
/** Milliseconds without a move of the camera after which it is remembered. */
const REMEMBER_MS = 300;

/** The map's page: one set, its map, its tools. */
class MapPage {
  private readonly host = new Host<FromMap, ToMap, MapState>();
  private readonly view = new MapView();
  private readonly details = new Details({
    point: (row) => this.hover(row),
    choose: (row) => this.flyTo(row),
    pin: () => this.togglePin(),
    close: () => this.select(-1),
  });
  private readonly status = new LayoutStatus((type) => this.host.post({ type }));
  private readonly search = new SearchBox(
    (text) => this.finder?.find(text, MATCHES) ?? [],
    (row) => this.wordAt(row),
    (row) => this.flyTo(row),
  );
  private readonly legend = new Legend({
    colourBy: (column) => this.colourBy(column, []),
    filter: (off) => this.filter(off),
  });
  private readonly summary = element('p', { className: 'summary' });
  private readonly notice = element('p', { className: 'notice', hidden: true });
  private readonly tooltip = new Tooltip();
  private readonly spoken = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  private readonly gone = new Gone(() => this.host.post({ type: 'retry' }));
  private words: PackedWords | undefined;
  private finder: WordSearch | undefined;
  private setId = '';
  private neighbours: Neighbour[] | undefined;
  private request = 0;
  private dims = 0;
  /** Words that are not on the map, by their rows: neighbours of those that are. */
  private readonly absent = new Map<number, string>();
  private remembering = 0;
  private colours: MapState['colours'];
  private colouring: Colouring | undefined;

  start(): void {
    const tools = element(
      'div',
      { className: 'tools' },
      this.search.root,
      this.legend.root,
      this.details.root,
    );
    const foot = element('div', { className: 'foot' }, this.summary, this.notice, this.status.root);
    const { canvas, layers } = this.view;
    root().append(...layers, tools, foot, this.buttons(), this.tooltip.root, this.spoken, this.gone.root);
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    listen(this.view, {
      hover: (row) => this.hover(row),
      pass: (row) => this.pass(row),
      select: (row) => this.select(row),
      search: () => this.search.focus(),
    });
    this.status.showWaiting();
    // After the view's own listener: the legend shows the view's colours.
    onThemeChange(() => this.colouring && this.showColours(this.colouring));
    this.view.onDraw = () => this.placeTooltip();
    this.view.onCamera = () => this.remember();
    root().addEventListener('keydown', (event) => this.letGo(event));
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private buttons(): HTMLElement {
    const button = (name: IconName, title: string, act: () => void) => {
      const attributes = { 'aria-label': title };
      const made = element('button', { className: 'plain', title, attributes }, icon(name));
      made.addEventListener('click', act);
      return made;
    };
    return element(
      'div',
      { className: 'zoom', attributes: { role: 'group', 'aria-label': l10n.t('Zoom') } },
      button('plus', l10n.t('Zoom in (+)'), () => this.view.zoomBy(1.6)),
      button('minus', l10n.t('Zoom out (-)'), () => this.view.zoomBy(1 / 1.6)),
      button('fit', l10n.t('Show all (0)'), () => this.view.showAll()),
    );
  }

  /** Escape lets go, wherever the focus is; unless it had something nearer to do. */
  private letGo(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    this.select(-1);
    this.view.canvas.focus();
  }

  private receive(message: ToMap): void {
    switch (message.type) {
      case 'set':
        return this.show(message);
      case 'layout':
        return this.place(message.positions, message.state);
      case 'neighbours':
        if (message.request === this.request) this.showNeighbours(message);
        return;
      case 'colouring':
        if (message.column === this.colours?.column) this.showColours(message.colouring);
        return;
      case 'pinned':
        this.view.setMarks({ pinned: message.row });
        return this.showPinned();
      case 'focus':
        return this.flyTo(message.row);
      case 'gone':
        return this.gone.show(message.message);
      case 'name':
        return this.showName(message.name);
      case 'kept':
        return this.host.setState(message.state);
    }
  }

  private show({ setId, name, dims, words, metadata, notice }: Extract<ToMap, { type: 'set' }>): void {
    const state = this.host.getState();
    const kept = state?.setId === setId ? state : undefined;
    this.words = words;
    this.finder = new WordSearch(words);
    this.search.clear();
    this.setId = setId;
    this.gone.hide();
    this.absent.clear();
    this.view.setWords(words, kept ?? {});
    this.select(kept?.selected ?? -1);
    this.legend.offer(metadata);
    const column = metadata.find((name) => name === kept?.colours?.column);
    this.colourBy(column, kept?.colours?.off ?? []);
    this.dims = dims;
    this.showName(name);
    this.notice.textContent = this.notice.title = notice ?? '';
    this.notice.hidden = !notice;
    this.store();
  }

  private showName(name: string): void {
    const count = this.words ? wordCount(this.words) : 0;
    const words = count === 1 ? l10n.t('1 word') : l10n.t('{0} words', count.toLocaleString());
    this.summary.textContent = this.summary.title = `${name} · ${words} × ${this.dims}`;
    const label = l10n.t(
      'Map of {0}, {1}. Arrow keys move, plus and minus zoom, 0 shows all, slash searches, Enter selects the word in the middle, Escape lets go.',
      name,
      words,
    );
    this.view.canvas.setAttribute('aria-label', label);
  }

  private place(positions: Float32Array, state: LayoutState): void {
    this.status.show(state);
    if (positions.length > 0) this.view.setPositions(positions);
  }

  private hover(row: number): void {
    if (row === this.view.marks.hovered) return;
    this.view.setMarks({ hovered: row });
    this.view.canvas.classList.toggle('on-point', row >= 0);
  }

  /** The keys have brought a word into the middle: it shows its name, and it is spoken. */
  private pass(row: number): void {
    this.hover(row);
    this.spoken.textContent = row >= 0 ? this.describe(row) : '';
  }

  private placeTooltip(): void {
    const { canvas, marks } = this.view;
    const at = this.view.pixelOf(marks.hovered);
    if (!at) return this.tooltip.hide();
    this.tooltip.show(this.describe(marks.hovered));
    this.tooltip.place(at, { width: canvas.clientWidth, height: canvas.clientHeight });
  }

  private describe(row: number): string {
    const neighbour = this.neighbours?.find((item) => item.row === row);
    return neighbour ? `${this.wordAt(row)} ${format(neighbour.cosine)}` : this.wordAt(row);
  }

  private flyTo(row: number): void {
    this.select(row);
    this.view.showRow(row);
  }

  private togglePin(): void {
    const { selected, pinned } = this.view.marks;
    this.host.post({ type: 'pin', row: selected === pinned ? -1 : selected });
  }

  private select(row: number): void {
    this.neighbours = undefined;
    this.view.setMarks({ selected: row, neighbours: [] });
    this.request++;
    if (row >= 0) {
      this.details.show(this.wordAt(row), this.isOnMap(row));
      this.host.post({ type: 'neighbours', request: this.request, row, count: NEIGHBOURS });
    } else {
      this.spoken.textContent = '';
      if (this.details.hide()) this.view.canvas.focus();
    }
    this.showPinned();
    this.store();
  }

  private showNeighbours({ neighbours, metadata }: Extract<ToMap, { type: 'neighbours' }>): void {
    this.neighbours = neighbours;
    for (const { row, word } of neighbours) if (!this.isOnMap(row)) this.absent.set(row, word);
    this.view.setMarks({ neighbours: neighbours.map(({ row }) => row) });
    this.details.showMore(neighbours, metadata);
    const list = neighbours.map(({ word, cosine }) => `${word} ${format(cosine, 2)}`).join(', ');
    this.spoken.textContent = l10n.t('{0}. Nearest: {1}', this.wordAt(this.view.marks.selected), list);
  }

  private colourBy(column: string | undefined, off: number[]): void {
    this.colours = column === undefined ? undefined : { column, off };
    this.colouring = undefined;
    this.legend.choose(column);
    if (column === undefined) this.view.setColouring(undefined);
    else this.host.post({ type: 'colouring', column });
    this.store();
  }

  private showColours(colouring: Colouring): void {
    this.colouring = colouring;
    const off = new Set(this.colours?.off);
    this.view.setColouring(colouring, off);
    this.legend.show(colouring, off, (entry) => this.view.colourOf(entry));
  }

  private filter(off: ReadonlySet<number>): void {
    if (this.colours) this.colours.off = [...off];
    this.view.filter(off);
    this.store();
  }

  private showPinned(): void {
    const { selected, pinned } = this.view.marks;
    this.details.setPinned(selected >= 0 && selected === pinned);
  }

  private remember(): void {
    clearTimeout(this.remembering);
    this.remembering = window.setTimeout(() => this.store(), REMEMBER_MS);
  }

  private store(): void {
    if (!this.setId) return;
    const { camera, followed, marks } = this.view;
    const state = { setId: this.setId, camera, followed, selected: marks.selected, colours: this.colours };
    this.host.setState(state);
    this.host.post({ type: 'state', state });
  }

  private wordAt(row: number): string {
    return this.words && this.isOnMap(row) ? wordAtRow(this.words, row) : (this.absent.get(row) ?? '');
  }

  private isOnMap(row: number): boolean {
    return this.words !== undefined && row < wordCount(this.words);
  }
}

configureL10n();
new MapPage().start();
