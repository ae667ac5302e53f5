import * as l10n from '@vscode/l10n';
import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Neighbour, PackedWords } from '../../protocol/engine.ts';
import type { FromMap, LayoutState, MapState, ToMap } from '../../protocol/map.ts';
import { element, format, root } from '../dom.ts';
import { Host } from '../host.ts';
import { icon, type IconName } from '../icons.ts';
import { configureL10n } from '../l10n.ts';
import { Details } from './details.ts';
import { listen } from './input.ts';
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
    pin: () => this.host.post({ type: 'pin', row: this.view.marks.selected }),
    close: () => this.select(-1),
  });
  private readonly status = new LayoutStatus((type) => this.host.post({ type }));
  private readonly search = new SearchBox(
    (text) => this.finder?.find(text, MATCHES) ?? [],
    (row) => this.wordAt(row),
    (row) => this.flyTo(row),
  );
  private readonly summary = element('p', { className: 'summary' });
  private readonly notice = element('p', { className: 'notice', hidden: true });
  private readonly tooltip = new Tooltip();
  private readonly spoken = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  private readonly gone = element('p', { className: 'gone', hidden: true, attributes: { role: 'alert' } });
  private words: PackedWords | undefined;
  private finder: WordSearch | undefined;
  private setId = '';
  private neighbours: Neighbour[] | undefined;
  private request = 0;
  /** A word to fly to as soon as it has a place. */
  private awaited = -1;
  private remembering = 0;

  start(): void {
    const tools = element('div', { className: 'tools' }, this.search.root, this.details.root);
    const foot = element('div', { className: 'foot' }, this.summary, this.notice, this.status.root);
    const { canvas, layers } = this.view;
    root().append(...layers, tools, foot, this.buttons(), this.tooltip.root, this.spoken, this.gone);
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    listen(this.view, {
      hover: (row) => this.hover(row),
      pass: (row) => this.pass(row),
      select: (row) => this.select(row),
      search: () => this.search.focus(),
    });
    this.status.showWaiting();
    this.view.onDraw = () => this.placeTooltip();
    this.view.onCamera = () => this.remember();
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

  private receive(message: ToMap): void {
    switch (message.type) {
      case 'set':
        return this.show(message);
      case 'layout':
        return this.place(message.positions, message.state);
      case 'neighbours':
        if (message.request === this.request) this.showNeighbours(message.neighbours);
        return;
      case 'pinned':
        this.view.setMarks({ pinned: message.row });
        return this.showPinned();
      case 'focus':
        return this.flyTo(message.row);
      case 'gone':
        this.gone.textContent = message.message;
        this.gone.hidden = false;
    }
  }

  private show({ setId, name, dims, words, notice }: Extract<ToMap, { type: 'set' }>): void {
    const state = this.host.getState();
    const kept = state?.setId === setId ? state : undefined;
    this.words = words;
    this.finder = new WordSearch(words);
    this.search.clear();
    this.setId = setId;
    this.gone.hidden = true;
    this.view.setWords(words, kept?.camera);
    this.select(kept?.selected ?? -1);
    const count = wordCount(words).toLocaleString();
    this.summary.textContent = l10n.t('{0} · {1} words × {2}', name, count, dims);
    this.notice.textContent = notice ?? '';
    this.notice.hidden = !notice;
    const label = l10n.t(
      'Map of {0}, {1} words. Arrow keys move, plus and minus zoom, 0 shows all, slash searches, Enter selects the word in the middle, Escape lets go.',
      name,
      count,
    );
    this.view.canvas.setAttribute('aria-label', label);
    this.store();
  }

  private place(positions: Float32Array, state: LayoutState): void {
    this.status.show(state);
    if (positions.length > 0) this.view.setPositions(positions);
    if (this.awaited >= 0 && this.view.placed > this.awaited) this.flyTo(this.awaited);
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
    this.awaited = row < this.view.placed ? -1 : row;
    this.select(row);
    this.view.showRow(row);
  }

  private select(row: number): void {
    this.neighbours = undefined;
    this.view.setMarks({ selected: row, neighbours: [] });
    this.request++;
    if (row >= 0) {
      this.details.show(this.wordAt(row));
      this.host.post({ type: 'neighbours', request: this.request, row, count: NEIGHBOURS });
    } else {
      this.spoken.textContent = '';
      if (this.details.hide()) this.view.canvas.focus();
    }
    this.showPinned();
    this.store();
  }

  private showNeighbours(neighbours: Neighbour[]): void {
    this.neighbours = neighbours;
    this.view.setMarks({ neighbours: neighbours.map(({ row }) => row) });
    this.details.showNeighbours(neighbours);
    const list = neighbours.map(({ word, cosine }) => `${word} ${format(cosine, 2)}`).join(', ');
    this.spoken.textContent = l10n.t('{0}. Nearest: {1}', this.wordAt(this.view.marks.selected), list);
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
    const { camera, marks } = this.view;
    this.host.setState({ setId: this.setId, camera, selected: marks.selected });
  }

  private wordAt(row: number): string {
    return this.words ? wordAtRow(this.words, row) : '';
  }
}

configureL10n();
new MapPage().start();
