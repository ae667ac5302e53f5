/** A page of the map in a real browser, and what its tests do with it. */
import type { PackedWords } from '../../src/protocol/engine.ts';
import type { FromMap } from '../../src/protocol/map.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

export type MapPage = WebviewPage<FromMap>;

function pack(words: string[]): { bytes: number[]; offsets: number[] } {
  const offsets = [0];
  const bytes: number[] = [];
  for (const word of words) {
    bytes.push(...Buffer.from(word));
    offsets.push(bytes.length);
  }
  return { bytes, offsets };
}

/** Opens a map and shows words at places; typed arrays are made in the page, as they do not cross to it. */
export async function openMap(
  words: string[],
  positions: number[],
  { metadata = [], ...options }: WebviewOptions & { metadata?: string[] } = {},
): Promise<MapPage> {
  const map = await openWebview<FromMap>('map', options);
  await showSet(map, words, positions, metadata);
  return map;
}

export async function showSet(
  map: MapPage,
  words: string[],
  positions: number[],
  metadata: string[],
): Promise<void> {
  await map.page.waitForFunction(() => document.querySelector('.overlay') !== null);
  await map.page.evaluate(
    ({ packed, places, metadata }) => {
      const blocks: PackedWords = {
        bytes: Uint8Array.from(packed.bytes),
        offsets: Uint32Array.from(packed.offsets),
      };
      const set = { type: 'set', setId: 's', name: 'test.vec', dims: 50, words: blocks, metadata };
      window.postMessage(set, '*');
      const params = {
        method: 'umap',
        engine: 'auto',
        metric: 'cosine',
        neighbours: 15,
        minDist: 0.1,
        seed: 42,
      };
      const layout = {
        type: 'layout',
        positions: Float32Array.from(places),
        state: { kind: 'settled' },
        choice: { params },
      };
      window.postMessage(layout, '*');
    },
    { packed: pack(words), places: positions, metadata },
  );
  await map.page.waitForFunction(() => document.querySelector('.summary')?.textContent !== '');
  await settle(map);
}

/** Waits until what was asked for is drawn. */
export async function settle({ page }: MapPage, ms = 700): Promise<void> {
  await page.waitForTimeout(ms);
}

/** What the page tells all the time: what it keeps, what it has drawn, what linked maps show too. */
const TOLD: FromMap['type'][] = ['state', 'drawn', 'point', 'choose'];

/** What the page asked for last. */
export function lastAsked({ posted }: MapPage): FromMap | undefined {
  return posted.findLast(({ type }) => !TOLD.includes(type));
}

export const SQUARE = { words: ['king', 'queen', '面包', 'river'], positions: [0, 0, 1, 0, 0, 1, 1, 1] };

/** So many pixels an open panel takes on the left. */
export const PANEL = 344;

/** So many pixels the small panels take on the right, where there is none on the left. */
const RIGHT = 292;

/** The middle of what is free of 1000 × 700. */
export const MIDDLE: [number, number] = [(1000 - RIGHT) / 2, 350];

/** Where the map draws a place of the square, when all of it is shown in 1000 × 700, of which some is taken on the left. */
export function pixelOf(x: number, y: number, taken = 0): [number, number] {
  const scale = Math.min(700, 1000 - taken) - 96;
  const middle = taken > 0 ? (1000 + taken) / 2 : MIDDLE[0];
  return [(x - 0.5) * scale + middle, 350 - (y - 0.5) * scale];
}

/** Points at a place until a word answers there: the map may still be on its way. */
export async function pointAt({ page }: MapPage, [x, y]: [number, number], word: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    await page.mouse.move(x + (i % 2), y);
    await page.waitForTimeout(100);
    const tooltip = page.locator('.tooltip');
    if ((await tooltip.isVisible()) && (await tooltip.textContent()) === word) return;
  }
  throw new Error(`Nothing at ${x}, ${y} is called ${word}.`);
}
