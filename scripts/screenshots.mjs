// Makes the documents' pictures from the real thing: `npm run screenshots`, or `npm run screenshots -- map hover` for some.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './machine.mjs';
import * as guide from './pictures/guide.mjs';
import * as readme from './pictures/readme.mjs';
import { Stage } from './pictures/stage.mjs';

const README = join(ROOT, 'media', 'readme');
/** What is taken in which display language, and where it is kept. */
const SERIES = [
  { language: 'en', scenes: readme, folder: README },
  { language: 'en', scenes: guide, folder: join(ROOT, 'docs', 'pictures') },
  { language: 'zh-cn', scenes: readme, folder: join(README, 'zh-cn') },
];
/** The pictures that are wanted; none named: all. */
const named = process.argv.slice(2);

for (const { language, scenes, folder } of SERIES) {
  const wanted = Object.entries(scenes).filter(([name]) => named.length === 0 || named.includes(name));
  if (wanted.length === 0) continue;
  mkdirSync(folder, { recursive: true });
  const stage = await Stage.begin(language);
  try {
    for (const [name, scene] of wanted) {
      await stage.clear();
      const leave = await scene(stage);
      await stage.picture(folder, name);
      await leave?.();
    }
  } finally {
    await stage.end();
  }
}
