import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { parseExpression } from '../../../src/engine/queries/expression.ts';

const WORDS = new Set([
  ...[
    'king',
    'man',
    'woman',
    'paris',
    'tokyo',
    'state-of-the-art',
    'well-known',
    'and/or',
    '-',
    'c++',
    'x',
    'y',
  ],
  ...['1990', '0.5', '国王', '男人', 'constructor'],
]);

function read(text: string): string {
  const terms = parseExpression(text, (word) => WORDS.has(word));
  return terms.map(({ text, weight }) => `${+weight.toFixed(6)} ${text}`).join(', ');
}

const READABLE: [expression: string, terms: string][] = [
  ['king', '1 king'],
  ['king - man + woman', '1 king, -1 man, 1 woman'],
  ['  king−man＋woman ', '1 king, -1 man, 1 woman'],
  ['king-man+woman', '1 king, -1 man, 1 woman'],
  ['国王－男人', '1 国王, -1 男人'],
  ['0.5*paris + tokyo', '0.5 paris, 1 tokyo'],
  ['paris * .5', '0.5 paris'],
  ['paris×2/4', '0.5 paris'],
  ['2*(king - man) + woman/4', '2 king, -2 man, 0.25 woman'],
  ['-(king - -man)', '-1 king, -1 man'],
  ['(paris + tokyo) / 2', '0.5 paris, 0.5 tokyo'],
  ['2 * 3 * king', '6 king'],
  ['(2 * 3) * king', '6 king'],
  ['"New York" - “Los Angeles”', '1 New York, -1 Los Angeles'],
  ['「東京」+paris', '1 東京, 1 paris'],
  ['state-of-the-art', '1 state-of-the-art'],
  ['state-of-the-art - man', '1 state-of-the-art, -1 man'],
  ['state-of-the-art-man+king', '1 state-of-the-art, -1 man, 1 king'],
  ['king-man', '1 king-man'],
  ['1e2*king', '100 king'],
  ['well-known - king', '1 well-known, -1 king'],
  ['and/or', '1 and/or'],
  ['c++ + king', '1 c++, 1 king'],
  ['"-" + king', '1 -, 1 king'],
  ['1990 - king', '1 1990, -1 king'],
  ['constructor', '1 constructor'],
  ['unknown', '1 unknown'],
  ['un−known', '1 un, -1 known'],
  ['king + king', '1 king, 1 king'],
];

for (const [expression, terms] of READABLE) {
  test(`reads ${expression}`, () => assert.equal(read(expression), terms));
}

const UNREADABLE: [expression: string, at: number, expected: RegExp][] = [
  ['', 1, /a word, a number or an opening bracket/],
  ['king -', 7, /a word, a number or an opening bracket/],
  ['king - * man', 8, /a word, a number/],
  ['king man', 6, /quotes: “king man”/],
  ['king "New York"', 6, /a sign/],
  ['(king - man', 12, /closing bracket for the one at character 1/],
  ['king)', 5, /a sign or the end/],
  ['"king', 1, /closing "/],
  ['king + ""', 8, /a word between the quotes/],
  ['king * man', 8, /a number; words cannot be multiplied/],
  ['king / man', 8, /a number other than 0/],
  ['king / 0', 8, /a number other than 0/],
  ['2 * 3', 1, /a number alone/],
  ['2 * 3 + king', 9, /words on both sides/],
  [`${'('.repeat(60)}king`, 51, /fewer brackets/],
];

for (const [expression, at, expected] of UNREADABLE) {
  test(`says where it cannot read ${expression.slice(0, 20)}`, () => {
    assert.throws(
      () => read(expression),
      (error) => {
        assert.ok(error instanceof UserFault);
        assert.match(error.message, new RegExp(`at character ${at}:`));
        assert.match(error.message, expected);
        return true;
      },
    );
  });
}
