import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { check, compare, placeholders, stringsOf } from '../../../scripts/l10n.mjs';

const checked = check();

for (const { file, strings, faults, missing, stale, mismatched } of checked) {
  test(`${file} translates every string, and nothing else`, () => {
    assert.ok(strings.size > 50, `${strings.size} strings`);
    assert.deepEqual(faults, []);
    assert.deepEqual(missing, {}, '‘node scripts/l10n.mjs --missing’ prints them to be filled');
    assert.deepEqual(stale, []);
    assert.deepEqual(mismatched, [], 'placeholders, commands, code and icons');
  });
}

test('Chinese sentences have Chinese punctuation and quotes', () => {
  for (const { file, translated } of checked) {
    for (const [key, text] of Object.entries(translated)) {
      assert.doesNotMatch(
        text,
        /\p{Script=Han}[,;?!](?!\p{L})|\p{Script=Han}\.(?!\p{L}|\d)/u,
        `${file}: ${key}`,
      );
      assert.doesNotMatch(text, /[‘’]|"/, `${file}: ${key}`);
    }
  }
});

/** The strings and faults of a function that holds a source. */
function inFunction(source: string) {
  const { strings, faults } = stringsOf('some.ts', `function f() { ${source} }`);
  return { strings: [...strings], faults };
}

test('finds strings however they are asked for, by the keys that VS Code looks them up by', () => {
  const { strings, faults } = inFunction(`
    vscode.l10n.t('It’s {0}', name);
    l10n.t("plain");
    l10n.t(\`raw\`);
    l10n.t\`Hello \${name}, \${age} years\`;
    l10n.t({ message: 'Open', comment: ['a verb', '!'] });
    l10n.t({ message: 'of {n}', args: { n: 1 }, comment: 'a part' });
    l10n.t('{a} and {b}', { a, b: 2 });
    l10n.t('{0} {1}', ...both);
    other.t('not ours');
  `);
  assert.deepEqual(faults, []);
  assert.deepEqual(strings, [
    ['It’s {0}', 'It’s {0}'],
    ['plain', 'plain'],
    ['raw', 'raw'],
    ['Hello {0}, {1} years', 'Hello {0}, {1} years'],
    ['Open/a verb!', 'Open'],
    ['of {n}/a part', 'of {n}'],
    ['{a} and {b}', '{a} and {b}'],
    ['{0} {1}', '{0} {1}'],
  ]);
});

test('says where a string cannot be translated', () => {
  const faultsOf = (source: string) => inFunction(source).faults.join();
  assert.match(faultsOf('l10n.t(text)'), /^some\.ts:1: the text is not a literal$/);
  assert.match(faultsOf("l10n.t('a' + 'b')"), /not a literal/);
  assert.match(faultsOf("l10n.t(is ? 'a' : 'b')"), /not a literal/);
  assert.match(faultsOf("l10n.t({ message: 'a', comment: why })"), /the comment is not a literal/);
  assert.match(faultsOf("l10n.t('{0} of {1}', a)"), /nothing is given for \{1\}/);
  assert.match(faultsOf('texts.map(l10n.t)'), /l10n\.t is called where it stands/);
});

test('a string that is made while its module is loaded comes before the translations', () => {
  const early = (source: string) => stringsOf('some.ts', source).faults.length === 1;
  assert.ok(early("const NAME = l10n.t('a');"));
  assert.ok(early("class A { static name = l10n.t('a'); }"));
  assert.ok(!early("class A { name = l10n.t('a'); }"));
  assert.ok(!early("const nameOf = () => l10n.t('a');"));
});

test('compares translations with the English: what is missing, stale, or has other placeholders', () => {
  const english = new Map(
    ['a', 'b', '{0} of {1}', '{0}', '[x](command:y)', '$(add) new'].map((key) => [key, key]),
  );
  const { missing, stale, mismatched } = compare(english, {
    a: '甲',
    b: ' ',
    '{0} of {1}': '{1} 中的 {0}',
    '{0}': '{1}',
    '[x](command:y)': '[甲](command:z)',
    '$(add) new': '新',
    gone: '旧',
  });
  assert.deepEqual(missing, { b: 'b' });
  assert.deepEqual(stale, ['gone']);
  assert.deepEqual(mismatched, ['{0}', '[x](command:y)', '$(add) new']);
  assert.deepEqual([...placeholders('{0} {name} {0} { }')], ['0', 'name']);
});

test('every page of the walkthrough has its translation, with the same pictures', () => {
  const folder = join(import.meta.dirname, '../../../media/walkthrough');
  const pictures = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .match(/\]\([^)]*\)/g)
      ?.map((picture) => picture.replace('/zh-cn/', '/'));
  const pages = readdirSync(folder).filter((file) => !file.includes('.nls.'));
  assert.ok(pages.length > 0);
  for (const page of pages)
    assert.deepEqual(pictures(page.replace('.md', '.nls.zh-cn.md')), pictures(page), page);
});
