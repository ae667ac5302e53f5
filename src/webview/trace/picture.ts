import type { Theme } from '../theme.ts';
import { extentOf, layOut } from './geometry.ts';
import { NO_MARKS, Painter, type Picture } from './painter.ts';

/** As papers and slides want it, whatever the editor's theme. */
const PRINT: Omit<Theme, 'font'> = {
  background: '#ffffff',
  foreground: '#000000',
  faint: '#555555',
  point: '#0063d3',
  selected: '#d18616',
  neighbour: '#b18803',
  pinned: '#388a34',
  focus: '#000000',
  isDark: false,
  isHighContrast: false,
};
/** All lengths in CSS pixels. */
const FONT_SIZE = 13;
const COLUMN = 56;
const LONGEST_SIDE = 12_000;
const SHARPNESS = 2;

/** The whole grid with its tokens and bars, twice as many pixels as CSS has where that is not too many. */
export async function gridPng(picture: Picture, font: string): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  const painter = new Painter(canvas);
  painter.setPicture(picture);
  const { tokens, states, bars } = picture;
  const widths = painter.measure(font, FONT_SIZE);
  const width = tokens.length * COLUMN;
  const geometry = layOut(tokens.length, states.units, { ...widths, bars: bars.length, width });
  const extent = extentOf(geometry);
  const scale = Math.min(SHARPNESS, LONGEST_SIDE / Math.max(extent.width, extent.height));
  canvas.width = Math.round(extent.width * scale);
  canvas.height = Math.round(extent.height * scale);
  painter.paint({
    geometry,
    view: { left: 0, top: 0, ...extent },
    marks: NO_MARKS,
    theme: { ...PRINT, font },
    fontSize: FONT_SIZE,
    scale,
  });
  const context = canvas.getContext('2d');
  if (context) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = PRINT.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
