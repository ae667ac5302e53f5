import type { Page } from 'playwright-core';

/** Begins to measure; what it returns says how long the page's own thread has worked since, in milliseconds of processor time. */
export async function worked(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const milliseconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  const before = await milliseconds();
  return async () => (await milliseconds()) - before;
}
