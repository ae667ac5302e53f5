import type { Page } from 'playwright-core';
import type { FromMap } from '../src/protocol/map.ts';
import { closeBrowser, openWebview } from '../test/webview/harness.ts';
import { worked } from './pageWork.ts';
import { percentile } from './statistics.ts';

/** So long a drag lasts, in milliseconds, and so many places are pointed at. */
const DRAG_MS = 4000;
const POINTED = 300;

/**
 * `[WORDS …]`: draws maps of so many words in a real Chromium (by its software renderer where there is no graphics card),
 * drags them, from afar and close up, and points at words. Frames a second, the longest pause between two frames, and
 * milliseconds until the word under the pointer is found.
 */
export async function draw(sizes: string[]): Promise<object> {
  const results: object[] = [];
  for (const size of sizes.length > 0 ? sizes.map(Number) : [100_000, 1_000_000])
    results.push(await measure(size));
  await closeBrowser();
  return { bench: 'draw', results };
}

async function measure(words: number): Promise<object> {
  const { page, problems } = await openWebview<FromMap>('map', { width: 1200, height: 800 });
  await page.waitForSelector('.overlay');
  const firstMs = await page.evaluate(showMap, words);
  await page.waitForTimeout(2000);
  const whole = await dragged(page);
  const pointing = await page.evaluate(point, POINTED);
  await zoomIn(page);
  const close = await dragged(page);
  await page.close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const [medianMs, p99Ms, mostMs] = [0.5, 0.99, 1].map((share) => percentile(pointing, share));
  const hover = { medianMs, p99Ms, mostMs };
  return { words, firstMs, whole, close, hover };
}

/** A drag, and how long the page's thread itself worked for a frame: on a busy machine it waits besides. */
async function dragged(page: Page): Promise<object> {
  const work = await worked(page);
  const { frames, ...result } = await page.evaluate(drag, DRAG_MS);
  return { ...result, workMsPerFrame: (await work()) / frames };
}

async function zoomIn(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -150);
  await page.waitForTimeout(1500);
}

/** Runs in the page: shows clusters of words, and says when the first frame with them is drawn, in milliseconds. */
function showMap(count: number): Promise<number> {
  let state = 1;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const gauss = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: 200 }, () => [gauss() * 10, gauss() * 7]);
  const positions = new Float32Array(2 * count);
  for (let i = 0; i < positions.length; i++) positions[i] = centres[(i >> 1) % 200][i % 2] + gauss();
  const text = Array.from({ length: count }, (_, i) => `word${i}`);
  const offsets = new Uint32Array(count + 1);
  text.forEach((word, i) => (offsets[i + 1] = offsets[i] + word.length));
  const words = { bytes: new TextEncoder().encode(text.join('')), offsets };
  const start = performance.now();
  const choice = { params: { method: 'pca', components: 2 } };
  window.postMessage({ type: 'set', setId: 's', name: 'bench', dims: 100, words, metadata: [] }, '*');
  window.postMessage({ type: 'layout', positions, state: { kind: 'settled' }, choice }, '*');
  return new Promise((resolve) => {
    const wait = () => {
      if (document.querySelector('.status')?.getAttribute('data-kind') !== 'settled')
        return requestAnimationFrame(wait);
      requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - start)));
    };
    wait();
  });
}

/** Runs in the page: a hand drags the map round and round. */
function drag(ms: number): Promise<{ frames: number; framesPerSecond: number; longestMs: number }> {
  const canvas = document.querySelector<HTMLElement>('.overlay')!;
  const send = (type: string, x: number, y: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, button: 0, pointerType: 'mouse' }),
    );
  // A pointer that is made up cannot be captured.
  canvas.setPointerCapture = () => undefined;
  const places: [number, number] = [600, 400];
  send('pointerdown', ...places);
  return new Promise((resolve) => {
    const start = performance.now();
    let [frames, last, longest] = [0, start, 0];
    const step = (now: number) => {
      longest = Math.max(longest, now - last);
      last = now;
      frames++;
      const angle = frames / 10;
      send('pointermove', 600 + 120 * Math.cos(angle), 400 + 120 * Math.sin(angle));
      if (now - start < ms) return requestAnimationFrame(step);
      send('pointerup', 600, 400);
      resolve({ frames, framesPerSecond: (1000 * frames) / (now - start), longestMs: longest });
    };
    requestAnimationFrame(step);
  });
}

/** Runs in the page: the pointer stands at one place after another; milliseconds of each until its word is found. */
function point(count: number): number[] {
  const canvas = document.querySelector<HTMLElement>('.overlay')!;
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = [100 + ((i * 397) % 1000), 60 + ((i * 211) % 680)];
    const event = new PointerEvent('pointermove', { clientX: x, clientY: y, pointerId: 1 });
    const start = performance.now();
    canvas.dispatchEvent(event);
    return performance.now() - start;
  });
}
