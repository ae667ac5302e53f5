// In which words a picture is taken: those of the display language, and of the sample in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machine.mjs';

const SAMPLES = {
  en: {
    vectors: 'english.vec',
    text: 'english.txt',
    wanted: 'queen',
    hovered: 'king',
    analogy: ['man', 'king', 'woman'],
    watched: ['king', 'bread', 'winter'],
    sentence: 'The king and the queen live in the city.',
  },
  'zh-cn': {
    vectors: '中文.vec',
    text: '中文.txt',
    wanted: '王后',
    hovered: '国王',
    analogy: ['男孩', '王子', '女孩'],
    watched: ['国王', '面包', '冬天'],
    sentence: '国王和王后住在城里，农夫和面包师住在村里。',
  },
};

const read = (...path) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));

/** What is written where in a display language. */
export function wordingOf(language) {
  const isEnglish = language === 'en';
  const strings = isEnglish ? {} : read('l10n', `bundle.l10n.${language}.json`);
  const names = read(isEnglish ? 'package.nls.json' : `package.nls.${language}.json`);
  return {
    sample: SAMPLES[language],
    /** A string of the source, as it is shown. */
    said: (text) => strings[text] ?? text,
    /** A command's line in the palette, by the end of its identifier. */
    command: (name) => `${names.category}: ${names[`command.${name}`]}`,
  };
}
