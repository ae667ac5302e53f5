// Makes the extension's icon, media/icon.png, from scripts/icon.svg: `node scripts/icon.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, main, ROOT, say } from './machine.mjs';

/** Pixels a side: twice the 128 that the Marketplace wants at least, for screens of high density. */
const SIDE = 256;

await main(async () => {
  const { launchBrowser } = await import('./workbench.mjs');
  const browser = await launchBrowser(ensureBrowser());
  try {
    const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
    const svg = readFileSync(join(ROOT, 'scripts', 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    const path = join(ROOT, 'media', 'icon.png');
    writeFileSync(path, await page.screenshot({ omitBackground: true }));
    say(`${path}: ${SIDE} × ${SIDE}`);
  } finally {
    await browser.close();
  }
});
