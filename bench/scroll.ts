import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openTrace, viewOf } from '../test/webview/traceHost.ts';
import { closeBrowser } from '../test/webview/harness.ts';
import { worked } from './pageWork.ts';

/** So long each way of moving lasts, in milliseconds. */
const MOVING_MS = 4000;

/** So often a second a held key or a turned wheel says so. */
const REPEATS = 30;

const MOVES = {
  wheel: (page: Page) => page.mouse.wheel(40, 0),
  arrows: (page: Page) => page.keyboard.down('ArrowRight'),
};

/**
 * `[TOKENS] [UNITS]`: the grid of a trace in a real Chromium, scrolled by the wheel and walked through by a held
 * arrow key. Frames a second, the longest pause between two, and how long the page itself worked for one.
 */
export async function scroll([tokens = '1000', hidden = '128']: string[]): Promise<object> {
  const text = Array.from({ length: Number(tokens) }, (_, i) => (i % 2 ? 'king' : 'the')).join(' ');
  const { page, problems } = await openTrace(viewOf({ text, kind: 'lstm', hiddenSize: Number(hidden) }));
  await page.focus('.scroller');
  const { x, y, width, height } = (await page.locator('.scroller').boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  const results: Record<string, object> = {};
  for (const [name, move] of Object.entries(MOVES)) {
    await page.keyboard.press('Control+Home');
    await page.waitForTimeout(500);
    results[name] = await watched(page, () => move(page));
  }
  await closeBrowser();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { bench: 'scroll', tokens: Number(tokens), hidden: Number(hidden), ...results };
}

/** Moves as a hand does, and counts the frames meanwhile. */
async function watched(page: Page, move: () => Promise<void>): Promise<object> {
  const work = await worked(page);
  const frames = page.evaluate(countFrames, MOVING_MS);
  const end = performance.now() + MOVING_MS;
  for (let next = performance.now(); next < end; next += 1000 / REPEATS) {
    await move();
    await setTimeout(Math.max(0, next - performance.now()));
  }
  const counted = await frames;
  const scrolled = await page.locator('.scroller').evaluate(({ scrollLeft }) => scrollLeft);
  return { ...counted, workMsPerFrame: (await work()) / counted.frames, scrolled };
}

/** Runs in the page. */
function countFrames(ms: number): Promise<{ frames: number; framesPerSecond: number; longestMs: number }> {
  return new Promise((resolve) => {
    const start = performance.now();
    let [frames, last, longestMs] = [0, start, 0];
    const step = (now: number) => {
      longestMs = Math.max(longestMs, now - last);
      last = now;
      frames++;
      if (now - start < ms) return requestAnimationFrame(step);
      resolve({ frames, framesPerSecond: (1000 * frames) / (now - start), longestMs });
    };
    requestAnimationFrame(step);
  });
}
