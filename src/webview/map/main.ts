import * as l10n from '@vscode/l10n';
import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Neighbour, PackedWords } from '../../protocol/engine.ts';
import type { FromMap, LayoutState, MapState, ToMap } from '../../protocol/map.ts';
import { element, format, root } from '../dom.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Details } from './details.ts';
import { listen } from './input.ts';
import { LayoutStatus } from './layoutStatus.ts';
import { SearchBox } from './searchBox.ts';
import { MapView } from './view.ts';
import { searchWords } from './wordSearch.ts';

const NEIGHBOURS = 10;
const MATCHES = 20;
/** Milliseconds without a move of the camera after which it is remembered. */
const REMEMBER_MS = 300;

/** The map's page: one set, its map, its tools. */
class MapPage {
  private readonly host = new Host<FromMap, ToMap, MapState>();
  private readonly view = new MapView();
  private readonly details = new Details({
    choose: (row) => this.flyTo(row),
    pin: (row) => this.host.post({ type: 'pin', row }),
    close: () => this.select(-1),
  });
  private readonly status = new LayoutStatus((type) => this.host.post({ type }));
  private readonly search = new SearchBox(
    (text, isStale) => (this.words ? searchWords(this.words, text, MATCHES, isStale) : Promise.resolve([])),
    (row) => this.wordAt(row),
    (row) => this.flyTo(row),
  );
  private readonly summary = element('p', { className: 'summary' });
  private readonly notice = element('p', { className: 'notice', hidden: true });
  private readonly tooltip = element('div', {
    className: 'tooltip',
    hidden: true,
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly spoken = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  private readonly gone = element('p', { className: 'gone', hidden: true, attributes: { role: 'alert' } });
  private words: PackedWords | undefined;
  private setId = '';
  private neighbours: Neighbour[] | undefined;
  private request = 0;
  /** A word to fly to as soon as it has a place. */
  private awaited = -1;
  private remembering = 0;

  start(): void {
    const tools = element('div', { className: 'tools' }, this.search.root, this.details.root);
    const foot = element('div', { className: 'foot' }, this.summary, this.notice, this.status.root);
    const { canvas, overlayCanvas } = this.view;
    root().append(canvas, overlayCanvas, tools, foot, this.buttons(), this.tooltip, this.spoken, this.gone);
    overlayCanvas.tabIndex = 0;
    overlayCanvas.setAttribute('role', 'application');
    listen(this.view, {
      hover: (row, x, y) => this.hover(row, x, y),
      select: (row) => this.select(row),
      search: () => this.search.focus(),
    });
    this.view.onCamera = () => this.remember();
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private buttons(): HTMLElement {
    const button = (text: string, title: string, act: () => void) => {
      const made = element('button', { textContent: text, title, attributes: { 'aria-label': title } });
      made.addEventListener('click', act);
      return made;
    };
    return element(
      'div',
      { className: 'zoom', attributes: { role: 'group', 'aria-label': l10n.t('Zoom') } },
      button('+', l10n.t('Zoom in (+)'), () => this.view.zoomBy(1.6)),
      button('−', l10n.t('Zoom out (-)'), () => this.view.zoomBy(1 / 1.6)),
      button(l10n.t('All'), l10n.t('Show all (0)'), () => this.view.showAll()),
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
        return this.showDetails();
      case 'focus':
        return this.flyTo(message.row);
      case 'gone':
        this.gone.textContent = message.message;
        this.gone.hidden = false;
    }
  }

  private show({ setId, name, dims, words, notice }: Extract<ToMap, { type: 'set' }>): void {
    const kept = this.host.getState();
    this.words = words;
    this.setId = setId;
    this.gone.hidden = true;
    this.view.setWords(words);
    this.select(kept?.setId === setId ? (kept.selected ?? -1) : -1);
    if (kept?.setId === setId && kept.camera) this.view.restore(kept.camera);
    const count = wordCount(words).toLocaleString();
    this.summary.textContent = l10n.t('{0} · {1} words × {2}', name, count, dims);
    this.notice.textContent = notice ?? '';
    this.notice.hidden = !notice;
    const label = l10n.t(
      'Map of {0}, {1} words. Arrow keys move, plus and minus zoom, 0 shows all, slash searches, Enter selects the word in the middle, Escape lets go.',
      name,
      count,
    );
    this.view.overlayCanvas.setAttribute('aria-label', label);
    this.store();
  }

  private place(positions: Float32Array, state: LayoutState): void {
    this.status.show(state);
    if (positions.length > 0) this.view.setPositions(positions, true);
    if (this.awaited >= 0 && this.view.placed > this.awaited) this.flyTo(this.awaited);
  }

  private hover(row: number, x: number, y: number): void {
    this.tooltip.style.translate = `${x}px ${y}px`;
    if (row === this.view.marks.hovered) return;
    this.view.setMarks({ hovered: row });
    this.view.overlayCanvas.classList.toggle('on-point', row >= 0);
    this.tooltip.hidden = row < 0;
    if (row >= 0) this.tooltip.textContent = this.describe(row);
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
    if (row >= 0) this.host.post({ type: 'neighbours', request: this.request, row, count: NEIGHBOURS });
    else this.spoken.textContent = '';
    this.showDetails();
    this.store();
  }

  private showNeighbours(neighbours: Neighbour[]): void {
    this.neighbours = neighbours;
    this.view.setMarks({ neighbours: neighbours.map(({ row }) => row) });
    this.showDetails();
    const list = neighbours.map(({ word, cosine }) => `${word} ${format(cosine, 2)}`).join(', ');
    this.spoken.textContent = l10n.t('{0}. Nearest: {1}', this.wordAt(this.view.marks.selected), list);
  }

  private showDetails(): void {
    const { selected, pinned } = this.view.marks;
    if (selected < 0) this.details.hide();
    else this.details.show(selected, this.wordAt(selected), this.neighbours, pinned === selected);
  }

  private remember(): void {
    clearTimeout(this.remembering);
    this.remembering = window.setTimeout(() => this.store(), REMEMBER_MS);
  }

  private store(): void {
    if (!this.setId) return;
    const { isTaken, camera, marks } = this.view;
    this.host.setState({ setId: this.setId, camera: isTaken ? camera : undefined, selected: marks.selected });
  }

  private wordAt(row: number): string {
    return this.words ? wordAtRow(this.words, row) : '';
  }
}

configureL10n();
new MapPage().start();
