import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import type { AddedWord, MapState, NamedSet, PlacedWord, ToMap } from '../../protocol/map.ts';
import { AddPanel } from './addPanel.ts';
import type { Desk } from './desk.ts';
import type { Picks } from './picks.ts';
import { FIRST_OWN } from './rowSets.ts';
import type { Added } from './view.ts';

/** So many words can be added at most. */
const MOST_ADDED = 1000;

type Places = Map<number, [number, number]>;

/** Words that are placed into a settled map, of which none moves; in another layout they are placed anew. */
export class AddedWords {
  readonly panel: AddPanel;
  private readonly desk: Desk;
  private readonly picks: Picks;
  private places: Places = new Map();
  /** By which the layout is known that those places belong to; 0 while it moves. */
  private print = 0;
  private kept: MapState['placed'];
  private faults = new Map<number, string>();
  private request = 0;
  private receiver: (places: readonly PlacedWord[]) => void = () => undefined;
  private next = FIRST_OWN;

  constructor(desk: Desk, picks: Picks) {
    this.desk = desk;
    this.picks = picks;
    this.panel = new AddPanel({
      add: (words, set) => this.add(words, set),
      remove: (removed) => picks.setAdded(picks.added.filter((word) => !removed.includes(word))),
      show: ({ row }) => desk.flyTo(row),
    });
  }

  /** What is to outlive the page: where the words lie. */
  get stored(): MapState['placed'] {
    const { print, places } = this;
    if (print === 0) return this.kept;
    return { print, places: this.picks.added.flatMap(({ row }) => this.storedPlace(row, places)) };
  }

  /** Another set, with the places of an earlier life of the page. */
  begin(kept: MapState['placed']): void {
    this.kept = kept;
    this.layoutMoves();
    this.panel.setReport([]);
  }

  /** The added word of a row, where there is one. */
  of(row: number): AddedWord | undefined {
    return this.picks.added.find((word) => word.row === row);
  }

  /** The rows of the added words that have a place. */
  get rows(): number[] {
    return this.picks.added.map(({ row }) => row).filter((row) => this.places.has(row));
  }

  /** The rows of those on the map whose word has a text in it. */
  search(text: string): number[] {
    const wanted = text.toLowerCase();
    return this.rows.filter((row) => this.of(row)?.word.toLowerCase().includes(wanted));
  }

  /** The layout moves, or is not there. */
  layoutMoves(): void {
    if (this.print !== 0) this.kept = undefined;
    this.print = 0;
    this.forget(new Map());
    this.panel.setReady(false);
  }

  /** @param positions of a layout that moves no more, [n × 2] */
  layoutStands(positions: Float32Array): void {
    const print = printOf(positions);
    this.panel.setReady(true);
    if (print === this.print) return;
    const { kept } = this;
    this.print = print;
    this.kept = undefined;
    const known = kept?.print === print ? kept.places : [];
    this.forget(new Map(known.map(([row, x, y]) => [row, [x, y]])));
    this.update();
  }

  /** Words were added or taken away: shows those that are there, and has those placed that have no place yet. */
  update(): void {
    const { picks, places, faults } = this;
    this.next = picks.added.reduce((next, { row }) => Math.max(next, row + 1), this.next);
    this.show();
    const missing = picks.added.filter(({ row }) => !places.has(row) && !faults.has(row));
    if (this.print === 0 || missing.length === 0) return;
    this.ask(missing, (found) => {
      found.forEach(({ at, fault = '' }, i) => this.put(missing[i].row, at, fault));
      this.show();
      this.desk.store();
    });
  }

  setOthers(sets: readonly NamedSet[]): void {
    this.panel.setOthers(sets);
  }

  receive({ request, places }: Extract<ToMap, { type: 'placed' }>): void {
    if (request === this.request) this.receiver(places);
  }

  private add(texts: readonly string[], set: NamedSet | undefined): void {
    const words = [...new Set(texts)];
    if (words.length + this.picks.added.length > MOST_ADDED)
      return this.panel.setReport([
        l10n.t('At most {0} words can be added to a map.', MOST_ADDED.toLocaleString()),
      ]);
    this.panel.setBusy(true);
    this.ask(
      words.map((word) => ({ word, row: -1, set })),
      (found) => this.take(found, set),
    );
  }

  /** Words that were asked for come onto the map; what is there already, or nowhere, is said. */
  private take(found: readonly PlacedWord[], set: NamedSet | undefined): void {
    const { picks, desk } = this;
    const faults = found.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
    const isThere = ({ word, row }: PlacedWord) =>
      (!set && row >= 0 && desk.view.placeOf(row) !== undefined) ||
      picks.added.some((added) => added.word === word && added.set?.id === set?.id);
    const placed = found.filter(({ at }) => at !== undefined);
    const known = placed.filter(isThere);
    const fresh = placed.filter((word) => !isThere(word));
    const added = fresh.map(({ word, row, at }): AddedWord => {
      const own = row >= 0 && !set ? row : this.next++;
      this.put(own, at, '');
      return { word, row: own, ...(set && { set }) };
    });
    this.panel.setBusy(false);
    const report = [countSentence(added), ...faults];
    if (known.length > 0)
      report.push(l10n.t('Already on the map: {0}.', known.map(({ word }) => word).join(', ')));
    this.panel.setReport(report.filter((sentence) => sentence !== ''));
    if (added.length > 0) picks.setAdded([...picks.added, ...added]);
    desk.speak(joinSentences(...report));
    const last = added.at(-1)?.row ?? known.at(-1)?.row ?? -1;
    if (last >= 0) desk.view.bringIntoView(last);
  }

  private ask(words: readonly AddedWord[], receiver: (places: readonly PlacedWord[]) => void): void {
    this.receiver = receiver;
    const asked = words.map(({ word, set }) => ({ word, setId: set?.id }));
    this.desk.post({ type: 'place', request: ++this.request, words: asked });
  }

  private put(row: number, at: [number, number] | undefined, fault: string): void {
    if (at) this.places.set(row, at);
    else this.faults.set(row, fault);
  }

  private forget(places: Places): void {
    this.request++;
    this.places = places;
    this.faults = new Map();
    this.show();
  }

  private show(): void {
    const { picks, places, faults } = this;
    const entries = picks.added.flatMap(({ row, word }): [number, Added][] => {
      const at = places.get(row);
      return at ? [[row, { word, at }]] : [];
    });
    this.desk.view.setAdded(new Map(entries));
    this.panel.update(picks.added, faults);
  }

  private storedPlace(row: number, places: Places): [number, number, number][] {
    const at = places.get(row);
    return at ? [[row, ...at]] : [];
  }
}

function countSentence(words: readonly AddedWord[]): string {
  if (words.length === 0) return '';
  return words.length === 1
    ? l10n.t('‘{0}’ is placed.', words[0].word)
    : l10n.t('{0} words are placed.', words.length.toLocaleString());
}

/** A number by which a layout is known again (FNV-1a over its bits); never 0. */
function printOf(positions: Float32Array): number {
  const bits = new Uint32Array(positions.buffer, positions.byteOffset, positions.length);
  let print = 0x811c9dc5;
  for (const word of bits) print = Math.imul(print ^ word, 0x01000193);
  return print === 0 ? 1 : print;
}
