import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greyColour, nameColour, scaleColour } from '../../../src/common/palettes.ts';

/** Machado, Oliveira, Fernandes (2009): how linear RGB looks without one kind of cones. */
const SIGHTS = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const GROUNDS = { dark: [30, 30, 30], light: [255, 255, 255] };

function parts(css: string): number[] {
  if (css.startsWith('#')) return [1, 3, 5].map((i) => parseInt(css.slice(i, i + 2), 16));
  return css.match(/\d+/g)!.map(Number);
}

function linear(parts: readonly number[]): number[] {
  return parts.map((part) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
}

function times(matrix: readonly number[], [x, y, z]: readonly number[]): number[] {
  return [0, 3, 6].map((row) => matrix[row] * x + matrix[row + 1] * y + matrix[row + 2] * z);
}

/** Oklab (Ottosson 2020), in which distances are what the eye finds them to be. */
function oklab(linearRgb: readonly number[]): number[] {
  const inside = linearRgb.map((part) => Math.min(1, Math.max(0, part)));
  const cones = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
      0.2817188376, 0.6299787005,
    ],
    inside,
  ).map(Math.cbrt);
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371,
      0.7827717662, -0.808675766,
    ],
    cones,
  );
}

function luminance(rgb: readonly number[]): number {
  const [r, g, b] = linear(rgb);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

for (const isDark of [true, false]) {
  const ground = isDark ? 'dark' : 'light';

  test(`eight colours for names are told apart on a ${ground} ground, by the colour-blind too`, () => {
    const colours = Array.from({ length: 8 }, (_, i) => linear(parts(nameColour(i, isDark))));
    for (const [sight, matrix] of Object.entries(SIGHTS)) {
      const seen = colours.map((colour) => oklab(times(matrix, colour)));
      for (const [i, a] of seen.entries()) {
        for (const [j, b] of seen.slice(0, i).entries()) {
          const distance = Math.hypot(...a.map((part, k) => part - b[k]));
          assert.ok(distance > 0.07, `${sight}: ${nameColour(i, isDark)} and ${nameColour(j, isDark)}`);
        }
      }
    }
  });

  test(`the greys on a ${ground} ground are told from all names, and from one another`, () => {
    const greys = (['other', 'none'] as const).map((kind) => greyColour(kind, isDark));
    const names = Array.from({ length: 8 }, (_, i) => nameColour(i, isDark));
    const pairs = [greys, ...greys.flatMap((grey) => names.map((name) => [grey, name]))];
    for (const [sight, matrix] of Object.entries(SIGHTS)) {
      for (const pair of pairs) {
        const [a, b] = pair.map((css) => oklab(times(matrix, linear(parts(css)))));
        assert.ok(Math.hypot(...a.map((part, k) => part - b[k])) > 0.08, `${sight}: ${pair.join(' and ')}`);
      }
    }
    for (const grey of greys) assert.ok(contrast(parts(grey), GROUNDS[ground]) > 1.8, grey);
  });

  test(`the colours stand out from a ${ground} ground`, () => {
    for (let i = 0; i < 8; i++) {
      assert.ok(contrast(parts(nameColour(i, isDark)), GROUNDS[ground]) > 2.2, nameColour(i, isDark));
    }
  });

  test(`a scale goes evenly away from a ${ground} ground`, () => {
    const contrasts = Array.from({ length: 9 }, (_, i) =>
      contrast(parts(scaleColour(i / 8, isDark)), GROUNDS[ground]),
    );
    for (let i = 1; i < 9; i++) assert.ok(contrasts[i] > contrasts[i - 1], String(contrasts));
  });
}
