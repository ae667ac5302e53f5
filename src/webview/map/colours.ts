import { nameColour, scaleColour } from '../../common/palettes.ts';
import type { Colouring } from '../../protocol/engine.ts';
import { rgba, type Theme } from '../theme.ts';
import type { PointColour } from './cloud.ts';

const NO_CODES = new Uint8Array(0);
const OPACITY = 0.75;
/** Around a selected word. */
const PALE = 0.26;
/** Points that the legend has switched off: there, but hardly. */
const FAINT = 0.13;

/** Which colour each point has, and which points the legend has switched off. */
export class Colours {
  colouring: Colouring | undefined;
  /** Entries of the legend whose points are switched off. */
  off: ReadonlySet<number> = new Set();

  /** [words] Each point's place among {@link of}; empty where all have the first. */
  get codes(): Uint8Array {
    return this.colouring?.codes ?? NO_CODES;
  }

  /** Whether the legend leaves a point on. */
  isOn(row: number): boolean {
    return this.off.size === 0 || !this.off.has(this.codes[row]);
  }

  /** @param isPale all points step back behind a selected word */
  of(theme: Theme, isPale: boolean): PointColour[] {
    const opacity = isPale && !theme.isHighContrast ? PALE : OPACITY;
    if (!this.colouring) return [{ rgb: rgba(theme.point), opacity, isBelow: false }];
    return this.colouring.entries.map((_, i) => {
      const isOff = this.off.has(i);
      const css = isOff ? theme.faint : this.css(i, theme);
      return { rgb: rgba(css), opacity: isOff ? FAINT : opacity, isBelow: isOff };
    });
  }

  /** The colour of an entry of the legend. */
  css(i: number, { isDark, faint }: Theme): string {
    const { entries, isOrdered } = this.colouring ?? { entries: [], isOrdered: false };
    if (entries[i]?.kind === 'other' || entries[i]?.kind === 'none') return faint;
    if (!isOrdered) return nameColour(i, isDark);
    const ranges = entries.filter(({ kind }) => kind === 'range').length;
    return scaleColour(ranges > 1 ? i / (ranges - 1) : 1, isDark);
  }
}
