import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { suite, test } from 'node:test';
import typescript from 'typescript';
import { codeOf, sectionOf, tableRows } from '../markdown.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
/** AssemblyScript: its imports are its compiler's. */
const ASSEMBLY = 'src/engine/kernels/assembly/';

/** Every file and folder (with a slash at its end) of `src`, from the root on. */
const ENTRIES = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true }).map((entry) => {
  const path = relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/');
  return entry.isDirectory() ? `${path}/` : path;
});
const SOURCES = ENTRIES.filter((path) => path.endsWith('.ts') && !path.startsWith(ASSEMBLY));

/** A part of the house: what may be imported there. */
interface Part {
  pattern: string;
  /** Patterns of files of ours. */
  own: string[];
  /** Packages; `node:*` for all that Node has. */
  outside: string[];
}

const PARTS: Part[] = tableRows(sectionOf(PAGE, 'What may import what'))
  .filter((cells) => cells.length === 3)
  .map(([pattern, own, outside]) => ({
    pattern: codeOf(pattern)[0],
    own: codeOf(own),
    outside: codeOf(outside),
  }));

/** Folders of the engine; each may import those before it. */
const LAYERS = tableRows(sectionOf(PAGE, 'What may import what'))
  .filter((cells) => cells.length === 2)
  .map(([folder]) => codeOf(folder)[0]);

/** Whether a file is in a part: `src/engine/` holds all below it, `src/webview/*.ts` what stands directly there. */
function isIn(file: string, pattern: string): boolean {
  const escaped = pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+');
  return new RegExp(`^${escaped}${pattern.endsWith('/') ? '' : '$'}`).test(file);
}

/** The part that says most exactly which files are in it. */
function partOf(file: string): Part | undefined {
  const exactness = ({ pattern }: Part) => (pattern.includes('*') ? 0 : pattern.length);
  return PARTS.filter(({ pattern }) => isIn(file, pattern))
    .sort((a, b) => exactness(a) - exactness(b))
    .at(-1);
}

/** The files of one part: a pattern may stand for several folders. */
function homeOf(file: string, { pattern }: Part): string {
  if (!pattern.endsWith('/')) return pattern;
  return `${file
    .split('/')
    .slice(0, pattern.split('/').length - 1)
    .join('/')}/`;
}

/** What a file imports, types too: paths from the root on for our own files, else the names of packages. */
function importsOf(file: string): string[] {
  const { importedFiles } = typescript.preProcessFile(readFileSync(join(ROOT, file), 'utf8'));
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? posix.join(dirname(file), fileName) : packageOf(fileName),
  );
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node:*';
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Why a file may not import something; undefined where it may. */
function offence(file: string, imported: string): string | undefined {
  const part = partOf(file);
  if (!part) return `${file} belongs to no part`;
  const isAllowed = imported.startsWith('src/')
    ? [homeOf(file, part), ...part.own].some((pattern) => isIn(imported, pattern))
    : part.outside.includes(imported);
  return isAllowed ? layerOffence(file, imported) : `${file} imports ${imported}`;
}

function layerOffence(file: string, imported: string): string | undefined {
  const [from, to] = [file, imported].map(layerOf);
  if (from === undefined || to === undefined || to <= from) return undefined;
  return `${file} imports ${imported}, which stands below it`;
}

/** Where a file's folder stands in the engine; undefined for files outside of its folders. */
function layerOf(file: string): number | undefined {
  const [, folder] = /^src\/engine\/(\w+\/)/.exec(file) ?? [];
  if (folder === undefined) return undefined;
  return LAYERS.indexOf(folder);
}

/** What the tree names, from the root on. */
function treeEntries(): string[] {
  const [, tree] = /```\n([^`]+)```/.exec(sectionOf(PAGE, 'The tree')) ?? [];
  const path: string[] = [];
  return tree
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent, name] = /^( *)(\S+)/.exec(line) ?? [];
      path.splice(indent.length / 2, Infinity, name);
      return path.join('');
    });
}

suite('ARCHITECTURE.md', () => {
  test('its tree has every folder of src, and none that is not there', () => {
    const drawn = treeEntries();
    const isFolder = (path: string) => path.endsWith('/');
    assert.deepEqual(drawn.filter(isFolder).sort(), ['src/', ...ENTRIES.filter(isFolder)].sort());
    assert.deepEqual(
      drawn.filter((path) => !isFolder(path) && !ENTRIES.includes(path)),
      [],
    );
  });

  test('its tables name what is there', () => {
    const patterns = PARTS.flatMap(({ pattern, own }) => [pattern, ...own]);
    assert.deepEqual(
      patterns.filter((pattern) => !SOURCES.some((file) => isIn(file, pattern))),
      [],
    );
    const folders = ENTRIES.filter((path) => /^src\/engine\/\w+\/$/.test(path));
    assert.deepEqual(LAYERS.toSorted(), folders.map((path) => path.slice('src/engine/'.length)).sort());
  });

  test('every import keeps to its tables', () => {
    const offences = SOURCES.flatMap((file) => importsOf(file).map((imported) => offence(file, imported)));
    assert.ok(offences.length > 1000, 'the imports were not found');
    assert.deepEqual(
      offences.filter((sentence) => sentence !== undefined),
      [],
    );
  });

  test('its walls stand', () => {
    const forbidden = [
      ['src/engine/engine.ts', 'vscode'],
      ['src/engine/engine.ts', 'src/editor/sets.ts'],
      ['src/engine/kernels/kernels.ts', 'src/engine/training/train.ts'],
      ['src/protocol/engine.ts', 'vscode'],
      ['src/protocol/engine.ts', 'node:*'],
      ['src/common/csv.ts', 'src/engine/faults.ts'],
      ['src/webview/dom.ts', 'vscode'],
      ['src/webview/map/main.ts', 'src/engine/faults.ts'],
      ['src/webview/map/main.ts', 'src/webview/trace/main.ts'],
      ['src/editor/sets.ts', 'src/engine/search/searcher.ts'],
      ['src/editor/sets.ts', '@tensorflow/tfjs'],
      ['src/panels/panels.ts', 'src/engine/client.ts'],
      ['src/panels/panels.ts', 'src/webview/dom.ts'],
    ];
    for (const [file, imported] of forbidden) {
      assert.ok(offence(file, imported), `${file} may import ${imported}`);
    }
  });
});
