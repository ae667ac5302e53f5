import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divergingColour, divergingCss } from '../../../src/common/colours.ts';
import { stripSvg } from '../../../src/common/strip.ts';

test('−2 is blue, 0 white, 2 red, and beyond the colour stays', () => {
  assert.deepEqual(divergingColour(0), [255, 255, 255]);
  const [r, , b] = divergingColour(2);
  assert.ok(r > b);
  const [r2, , b2] = divergingColour(-2);
  assert.ok(b2 > r2);
  assert.deepEqual(divergingColour(7), divergingColour(2));
  assert.deepEqual(divergingColour(-7), divergingColour(-2));
  assert.equal(divergingCss(0), 'rgb(255,255,255)');
});

test('the colour grows with the value', () => {
  const strength = (value: number) => 255 - divergingColour(value)[1];
  assert.ok(strength(0.5) > strength(0.1));
  assert.ok(strength(1.5) > strength(0.5));
});

test('a strip has a cell for each dimension', () => {
  const svg = stripSvg(Float32Array.of(-2, 0, 2), 62, 20);
  const fills = [...svg.matchAll(/fill="(rgb[^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(fills, [divergingCss(-2), divergingCss(0), divergingCss(2)]);
});
