import { escapeMarkup } from '../../common/markup.ts';
import type { Size } from './camera.ts';

/** A picture of a map in shapes, which stays sharp at any size. */
export interface SvgScene {
  size: Size;
  background: string;
  /** Discs of one look, in pixels. */
  discs: readonly {
    css: string;
    opacity: number;
    radius: number;
    places: readonly (readonly [number, number])[];
  }[];
  /** Closed shapes, by their corners. */
  shapes: readonly { css: string; corners: readonly (readonly [number, number])[] }[];
  lines: readonly { css: string; from: readonly [number, number]; to: readonly [number, number] }[];
  texts: readonly { text: string; x: number; y: number; isTitle: boolean }[];
  textColour: string;
  font: string;
  fontSize: number;
}

/** As SVG. All discs of one look are one path of lines without length, whose round ends are the discs. */
export function svgPicture(scene: SvgScene): string {
  const { size, background, discs, shapes, lines, texts } = scene;
  const { width, height } = size;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${escapeMarkup(background)}"/>`,
    ...discs.map(({ css, opacity, radius, places }) => {
      const path = places.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join('');
      return `<path d="${path}" fill="none" stroke="${escapeMarkup(css)}" stroke-opacity="${opacity}" stroke-width="${(2 * radius).toFixed(2)}" stroke-linecap="round"/>`;
    }),
    ...shapes.map(({ css, corners }) => {
      const points = corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
      return `<polygon points="${points}" fill="${escapeMarkup(css)}" stroke="${escapeMarkup(background)}"/>`;
    }),
    ...lines.map(({ css, from, to }) => {
      const ends = `x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}"`;
      return `<line ${ends} stroke="${escapeMarkup(css)}"/>`;
    }),
    `<g font-family="${escapeMarkup(scene.font)}" font-size="${scene.fontSize}" dominant-baseline="central" fill="${escapeMarkup(scene.textColour)}" stroke="${escapeMarkup(background)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">`,
    ...texts.map(({ text, x, y, isTitle }) => {
      const style = isTitle ? ' font-weight="bold" font-style="italic"' : '';
      return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${style}>${escapeMarkup(text)}</text>`;
    }),
    '</g></svg>',
  ];
  return parts.join('\n');
}
