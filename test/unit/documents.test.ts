import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';
import { codeOf, sectionOf, tableRows } from '../markdown.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What the tests need of package.json. */
interface Manifest {
  icon: string;
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  contributes: {
    commands: { command: string; title: string }[];
    menus: { commandPalette: { command: string; when: string }[] };
    configuration: { properties: Record<string, { default: unknown }> };
    customEditors: { selector: { filenamePattern: string }[] }[];
    languageModelTools: { name: string; toolReferenceName: string }[];
  };
}

const MANIFEST = JSON.parse(read('package.json')) as Manifest;
const STRINGS = JSON.parse(read('package.nls.json')) as Record<string, string>;
const PAGES = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const GUIDE = PAGES.filter((page) => page.startsWith('docs'))
  .map(read)
  .join('\n');

/** A page without what is shown as code. */
function proseOf(page: string): string {
  return read(page)
    .replaceAll(/^```.*?^```$/gms, '')
    .replaceAll(/`[^`\n]*`/g, '');
}

/** Where a page leads to: links and pictures, without those into the web. */
function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The headings of a page, as links name them. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), decodeURIComponent(path)));
  if (!existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

/** Titles of the commands that the palette shows. */
function paletteTitles(): string[] {
  const { commands, menus } = MANIFEST.contributes;
  const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
  return commands
    .filter(({ command }) => !hidden.includes(command))
    .map(({ title }) => STRINGS[title.slice(1, -1)]);
}

suite('Documents', () => {
  test('every link and picture leads somewhere', () => {
    const links = PAGES.flatMap((page) => linksOf(page).map((link) => ({ page, link })));
    assert.ok(links.length > 60, 'the links were not found');
    assert.deepEqual(
      links.filter(({ page, link }) => isBroken(page, link)),
      [],
    );
  });

  test('a link that leads nowhere is noticed', () => {
    assert.ok(isBroken('README.md', 'docs/none.md'));
    assert.ok(isBroken('README.md', 'docs/map.md#none'));
    assert.ok(!isBroken('docs/map.md', '../README.md#settings'));
  });

  test('every page of the guide can be reached from its first, and every picture is shown', () => {
    const linked = new Set(linksOf(join('docs', 'README.md')).map((link) => join('docs', link)));
    assert.deepEqual(
      PAGES.filter((page) => page.startsWith('docs') && !page.endsWith('README.md') && !linked.has(page)),
      [],
    );
    const shown = PAGES.flatMap((page) => linksOf(page).map((link) => join(dirname(page), link)));
    const pictures = ['docs/pictures', 'media/readme'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.png'))
        .map((name) => join(folder, name)),
    );
    assert.deepEqual(
      pictures.filter((picture) => !shown.includes(picture)),
      [],
    );
  });

  test('the settings are those of package.json, with their defaults', () => {
    const documented = tableRows(sectionOf(read('docs/settings.md'), 'Settings')).map(([name, value]) => [
      codeOf(name)[0],
      codeOf(value)[0] ?? '',
    ]);
    const { properties } = MANIFEST.contributes.configuration;
    const actual = Object.entries(properties).map(([name, setting]) => [name, String(setting.default)]);
    assert.deepEqual(documented.sort(), actual.sort());
  });

  test('every command of the palette stands in the list of commands, and no other', () => {
    const listed = tableRows(sectionOf(read('docs/settings.md'), 'Commands')).flatMap(([titles]) =>
      titles.split(', '),
    );
    assert.deepEqual(listed.sort(), paletteTitles().sort());
  });

  test('commands are called as they are', () => {
    const named = [...GUIDE.matchAll(/\*\*Embeddings: ([^*]+)\*\*/g)].map(([, title]) =>
      title.replaceAll('\n', ' ').trim(),
    );
    const titles = paletteTitles();
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((title) => !titles.includes(title)),
      [],
    );
  });

  test('the formats page has every file name that opens as vectors, and the tools their names', () => {
    const names = MANIFEST.contributes.customEditors.flatMap(({ selector }) =>
      selector.map(({ filenamePattern }) => filenamePattern.slice(1)),
    );
    const formats = read('docs/formats.md');
    assert.deepEqual(
      names.filter((name) => !name.endsWith('.gz') && !formats.includes(`\`${name}\``)),
      [],
    );
    const tools = MANIFEST.contributes.languageModelTools;
    assert.ok(
      tools.every(
        ({ name, toolReferenceName }) => GUIDE.includes(name) && GUIDE.includes(`#${toolReferenceName}`),
      ),
    );
  });

  test('the README says why of every dependency, and of no other', () => {
    const told = tableRows(sectionOf(read('README.md'), 'Dependencies')).flatMap(([packages]) =>
      codeOf(packages),
    );
    const { dependencies, devDependencies, optionalDependencies } = MANIFEST;
    const actual = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    assert.deepEqual(told.sort(), actual.sort());
  });

  test('the icon is a square picture, large enough for the Marketplace', () => {
    const png = readFileSync(join(ROOT, MANIFEST.icon));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.equal(width, height);
    assert.ok(width >= 128);
  });
});
