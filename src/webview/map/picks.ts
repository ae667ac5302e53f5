import type { AddedWord, StoredGroup, StoredPicks } from '../../protocol/map.ts';
import { complement, difference, NO_ROWS, readRows, union, writeRows, type Rows } from './rowSets.ts';

/** Words that the user keeps together, by a name and a colour. */
export interface Group {
  name: string;
  /** Its place in the palette of names. */
  colour: number;
  rows: Rows;
}

/** Which words are picked, all groups, and what was added to the map, at one moment. */
interface Moment {
  rows: Rows;
  groups: readonly Group[];
  added: readonly AddedWord[];
}

export type PickMode = 'replace' | 'add' | 'subtract';

/** So many steps can be undone. */
const MOST_STEPS = 100;
const NOTHING: Moment = { rows: NO_ROWS, groups: [], added: [] };

/** The picked words, the groups made of them, and words that were added to the map; each change can be undone and redone. */
export class Picks {
  /** Called after each change. */
  onChange: () => void = () => undefined;
  private now = NOTHING;
  private past: Moment[] = [];
  private future: Moment[] = [];

  get rows(): Rows {
    return this.now.rows;
  }

  get groups(): readonly Group[] {
    return this.now.groups;
  }

  get added(): readonly AddedWord[] {
    return this.now.added;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  pick(rows: Rows, mode: PickMode): void {
    const { rows: before } = this.now;
    const made = mode === 'add' ? union(before, rows) : mode === 'subtract' ? difference(before, rows) : rows;
    this.step({ rows: made });
  }

  /** @param count of words on the map */
  invert(count: number): void {
    this.step({ rows: complement(this.rows, count) });
  }

  /** Makes a group of what is picked. */
  addGroup(name: string, colour: number): void {
    this.step({ groups: [...this.groups, { name, colour, rows: this.rows }] });
  }

  changeGroup(group: Group, change: Partial<Group>): void {
    this.step({ groups: this.groups.map((each) => (each === group ? { ...each, ...change } : each)) });
  }

  removeGroup(group: Group): void {
    this.step({ groups: this.groups.filter((each) => each !== group) });
  }

  setAdded(added: readonly AddedWord[]): void {
    this.step({ added });
  }

  undo(): void {
    this.travel(this.past, this.future);
  }

  redo(): void {
    this.travel(this.future, this.past);
  }

  /** What is to outlive the page. */
  stored(): StoredPicks {
    return {
      rows: writeRows(this.rows),
      groups: this.groups.map(({ name, colour, rows }) => ({ name, colour, rows: writeRows(rows) })),
      added: [...this.added],
    };
  }

  /**
   * Begins anew, with what an earlier page stored.
   *
   * @param count of words on the map: a set that has been read again may have fewer than before
   */
  restore(stored: StoredPicks | undefined, count: number): void {
    const read = (text: string) => readRows(text).filter((row) => row < count);
    const groups = (stored?.groups ?? []).map((group: StoredGroup) => ({ ...group, rows: read(group.rows) }));
    this.now = { rows: read(stored?.rows ?? ''), groups, added: stored?.added ?? [] };
    this.past = [];
    this.future = [];
    this.onChange();
  }

  private step(change: Partial<Moment>): void {
    this.past = [...this.past, this.now].slice(-MOST_STEPS);
    this.future = [];
    this.now = { ...this.now, ...change };
    this.onChange();
  }

  private travel(from: Moment[], to: Moment[]): void {
    const moment = from.pop();
    if (!moment) return;
    to.push(this.now);
    this.now = moment;
    this.onChange();
  }
}
