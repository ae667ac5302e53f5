import { greyColour, nameColour, scaleColour } from '../../common/palettes.ts';
import type { Colouring } from '../../protocol/engine.ts';
import { rgba, type Theme } from '../theme.ts';
import type { PointColour } from './cloud.ts';

const NO_INKS = new Uint8Array(0);
const OPACITY = 0.75;
/** Around a selected word. */
const PALE = 0.26;
/** Points that the legend has switched off: there, but hardly. */
const FAINT = 0.13;

/** Which colour each point has, and which points the legend has switched off. */
export class Colours {
  /** Entries of the legend whose points are switched off. */
  off: ReadonlySet<number> = new Set();
  private colouring: Colouring | undefined;
  /** Entries with a colour of their own; all others share one. */
  private own: number[] = [];

  use(colouring: Colouring | undefined): void {
    this.colouring = colouring;
    this.own = (colouring?.entries ?? []).flatMap((entry, i) =>
      entry.kind === 'value' && entry.isRare ? [] : [i],
    );
  }

  /** Whether the legend leaves a point on. */
  isOn(row: number): boolean {
    return this.off.size === 0 || !this.colouring || !this.off.has(this.colouring.codes[row]);
  }

  /** [words] Each point's place among {@link of}; empty where all have the first. */
  inks(): Uint8Array {
    const { colouring, own } = this;
    if (!colouring) return NO_INKS;
    const rare = own.length;
    const places = colouring.entries.map((_, i) => (this.off.has(i) ? rare + 1 : rare));
    own.forEach((entry, place) => (places[entry] = place));
    return Uint8Array.from(colouring.codes, (code) => places[code]);
  }

  /** @param isPale all points step back behind a selected word */
  of(theme: Theme, isPale: boolean): PointColour[] {
    const opacity = isPale && !theme.isHighContrast ? PALE : OPACITY;
    if (!this.colouring) return [{ rgb: rgba(theme.point), opacity, isBelow: false }];
    const point = (css: string): PointColour => ({ rgb: rgba(css), opacity, isBelow: false });
    const switchedOff: PointColour = { rgb: rgba(theme.faint), opacity: FAINT, isBelow: true };
    const own = this.own.map((i) => (this.off.has(i) ? switchedOff : point(this.css(i, theme))));
    return [...own, point(greyColour('other', theme.isDark)), switchedOff];
  }

  /** The colour of a row, switched off or not; undefined where all have the same. */
  ofRow(row: number, theme: Theme): string | undefined {
    const code = this.colouring?.codes[row];
    return code === undefined ? undefined : this.css(code, theme);
  }

  /** The colour of an entry of the legend. */
  css(i: number, { isDark }: Theme): string {
    const { entries, isOrdered } = this.colouring ?? { entries: [], isOrdered: false };
    const entry = entries[i];
    if (!entry || entry.kind === 'none') return greyColour('none', isDark);
    if (entry.kind === 'other' || (entry.kind === 'value' && entry.isRare))
      return greyColour('other', isDark);
    if (!isOrdered) return nameColour(i, isDark);
    const steps = entries.filter(({ kind }) => kind === 'range' || kind === 'value').length;
    return scaleColour(steps > 1 ? i / (steps - 1) : 1, isDark);
  }
}
