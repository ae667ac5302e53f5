import { greyColour, nameColour, scaleColour } from '../../common/palettes.ts';
import type { Colouring } from '../../protocol/engine.ts';
import { rgba, type Theme } from '../theme.ts';
import type { PointColour } from './cloud.ts';
import { hasRow, NO_ROWS, type Rows } from './rowSets.ts';

/** A colouring whose names may have colours of the user's choice: their places in the palette. */
export type ChosenColouring = Colouring & { hues?: readonly number[] };

const NO_INKS = new Uint8Array(0);
const OPACITY = 0.75;
/** Around a selected word. */
const PALE = 0.26;
/** Points that the legend has switched off, or that are not picked: there, but hardly. */
const FAINT = 0.13;

/** Which colour each point has, which points the legend has switched off, and which are picked. */
export class Colours {
  /** Entries of the legend whose points are switched off. */
  off: ReadonlySet<number> = new Set();
  /** Where any are picked, all others turn grey. */
  picked: Rows = NO_ROWS;
  private colouring: ChosenColouring | undefined;
  /** Entries with a colour of their own; all others share one. */
  private own: number[] = [];

  use(colouring: ChosenColouring | undefined): void {
    this.colouring = colouring;
    this.own = (colouring?.entries ?? []).flatMap((entry, i) =>
      entry.kind === 'value' && entry.isRare ? [] : [i],
    );
  }

  /** Whether the legend leaves a point on. */
  isOn(row: number): boolean {
    return this.off.size === 0 || !this.colouring || !this.off.has(this.colouring.codes[row]);
  }

  /** Whether a point has its colour: the legend leaves it on, and it is picked where any are. */
  isBright(row: number): boolean {
    return this.isOn(row) && (this.picked.length === 0 || hasRow(this.picked, row));
  }

  /**
   * Each point's place among {@link of}, [words]; empty where all have the first.
   *
   * @param count of words on the map
   */
  inks(count: number): Uint8Array {
    const { colouring, own, picked } = this;
    if (!colouring && picked.length === 0) return NO_INKS;
    const rare = colouring ? own.length : 0;
    const grey = rare + 1;
    const places = (colouring?.entries ?? []).map((_, i) => (this.off.has(i) ? grey : rare));
    own.forEach((entry, place) => (places[entry] = this.off.has(entry) ? grey : place));
    const all = colouring
      ? Uint8Array.from(colouring.codes, (code) => places[code])
      : new Uint8Array(count).fill(rare);
    if (picked.length === 0) return all;
    const inks = new Uint8Array(all.length).fill(grey);
    for (const row of picked) inks[row] = all[row];
    return inks;
  }

  /** @param isPale all points step back behind a selected word */
  of(theme: Theme, isPale: boolean): PointColour[] {
    const opacity = isPale && !theme.isHighContrast ? PALE : OPACITY;
    const point = (css: string): PointColour => ({ rgb: rgba(css), opacity, isBelow: false });
    const grey: PointColour = { rgb: rgba(theme.faint), opacity: FAINT, isBelow: true };
    if (!this.colouring) return [point(theme.point), grey];
    const own = this.own.map((i) => point(this.inkOf(i, theme)));
    const rare = this.picked.length > 0 ? theme.foreground : greyColour('other', theme.isDark);
    return [...own, point(rare), grey];
  }

  /** The colour of a row, switched off or not; undefined where all have the same. */
  ofRow(row: number, theme: Theme): string | undefined {
    const code = this.colouring?.codes[row];
    return code === undefined ? undefined : this.inkOf(code, theme);
  }

  /** What has no value is grey; picked, it must be told from all that is not. */
  private inkOf(i: number, theme: Theme): string {
    const isPlain = this.colouring?.entries[i]?.kind === 'none' && this.picked.length > 0;
    return isPlain ? theme.foreground : this.css(i, theme);
  }

  /** The colour of an entry of the legend. */
  css(i: number, { isDark }: Theme): string {
    const { entries, isOrdered, hues } = this.colouring ?? { entries: [], isOrdered: false };
    const entry = entries[i];
    if (!entry || entry.kind === 'none') return greyColour('none', isDark);
    if (entry.kind === 'other' || (entry.kind === 'value' && entry.isRare))
      return greyColour('other', isDark);
    if (!isOrdered) return nameColour(hues?.[i] ?? i, isDark);
    const steps = entries.filter(({ kind }) => kind === 'range' || kind === 'value').length;
    return scaleColour(steps > 1 ? i / (steps - 1) : 1, isDark);
  }
}
