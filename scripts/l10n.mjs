// The strings of the extension and their translations. `node scripts/l10n.mjs` says what is missing, stale or does not
// match; `--missing` prints what is missing as JSON to fill, `--fill FILE` takes it back in and leaves out what is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const LANGUAGE = 'zh-cn';

/** The two kinds of translated strings: those of the code, and those of package.json, which VS Code itself shows. */
export const BUNDLE = `l10n/bundle.l10n.${LANGUAGE}.json`;
export const MANIFEST_BUNDLE = `package.nls.${LANGUAGE}.json`;
const MANIFEST = 'package.json';
const MANIFEST_ENGLISH = 'package.nls.json';

/**
 * The strings that a source file asks to be translated.
 *
 * @param {string} path for messages
 * @param {string} source TypeScript
 * @returns {{ strings: Map<string, string>, faults: string[] }} each key (the English, and its comment if there is
 *   one, as VS Code forms it) with the English; and what cannot be translated, by its place
 */
export function stringsOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found = { strings: new Map(), faults: [] };
  const fault = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.faults.push(`${path}:${line + 1}: ${what}`);
  };
  const visit = (node) => {
    if (isL10n(node)) readUse(node, found.strings, fault);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `l10n.t` or `vscode.l10n.t`. */
function isL10n(node) {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 't') return false;
  const of = node.expression;
  return (
    (ts.isIdentifier(of) ? of : ts.isPropertyAccessExpression(of) ? of.name : undefined)?.text === 'l10n'
  );
}

function readUse(node, strings, fault) {
  const { parent } = node;
  if (!isInFunction(node))
    fault(node, 'the string is made before the translations are read: make it in a function');
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === node) {
    const message = templateText(parent.template);
    strings.set(message, message);
  } else if (ts.isCallExpression(parent) && parent.expression === node) {
    readCall(parent, strings, fault);
  } else fault(node, 'l10n.t is called where it stands, so that its strings can be found');
}

/** What stands outside of functions runs when its module is loaded; fields of objects are made by the constructor. */
function isInFunction(node) {
  if (!node) return false;
  if (ts.isFunctionLike(node)) return true;
  if (ts.isPropertyDeclaration(node) && !ts.hasStaticModifier(node)) return true;
  return isInFunction(node.parent);
}

function readCall(call, strings, fault) {
  const [first, ...rest] = call.arguments;
  const options = first && ts.isObjectLiteralExpression(first) ? first : undefined;
  const message = literal(options ? property(options, 'message') : first);
  if (message === undefined) return fault(call, 'the text is not a literal');
  const commentNode = options && property(options, 'comment');
  const comment = commentNode && commentText(commentNode);
  if (commentNode && comment === undefined) return fault(call, 'the comment is not a literal');
  const given = options ? argumentsOf(property(options, 'args')) : argumentsOf(rest);
  const unfilled = given && [...placeholders(message)].find((name) => !given.has(name));
  if (unfilled !== undefined) return fault(call, `nothing is given for {${unfilled}}`);
  strings.set(comment ? `${message}/${comment}` : message, message);
}

/** The names of placeholders that arguments fill; none where that cannot be told. */
function argumentsOf(given) {
  if (given === undefined) return new Set();
  if (!Array.isArray(given)) {
    if (ts.isArrayLiteralExpression(given)) return argumentsOf([...given.elements]);
    return ts.isObjectLiteralExpression(given) ? new Set(given.properties.map(nameOf)) : undefined;
  }
  if (given.some((node) => ts.isSpreadElement(node))) return undefined;
  if (given.length === 1 && ts.isObjectLiteralExpression(given[0])) return argumentsOf(given[0]);
  return new Set(given.map((_, i) => String(i)));
}

const nameOf = (node) => node.name?.text;

const property = (object, name) => object.properties.find((node) => nameOf(node) === name)?.initializer;

const literal = (node) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

function commentText(node) {
  if (!ts.isArrayLiteralExpression(node)) return literal(node);
  const parts = node.elements.map(literal);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** `Hello ${name}!` is looked up as 'Hello {0}!'. */
function templateText(template) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, { literal: { text: next } }, i) => `${text}{${i}}${next}`,
    template.head.text,
  );
}

/**
 * What a translation has to keep: the names in braces, each as often as one likes.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function placeholders(text) {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
}

/** What a translation for package.json has to keep beside them: commands behind links, and code. */
function codeOf(text) {
  return [...text.matchAll(/\(command:[^)]*\)|`[^`]*`|\$\([^)]*\)/g)].map(String).sort();
}

/**
 * Compares translations with what is to be translated.
 *
 * @param {ReadonlyMap<string, string>} english by key
 * @param {Readonly<Record<string, string>>} translated by key
 * @returns {{ missing: Record<string, string>, stale: string[], mismatched: string[] }}
 */
export function compare(english, translated) {
  const missing = {};
  const mismatched = [];
  for (const [key, text] of english) {
    const translation = Object.hasOwn(translated, key) ? translated[key].trim() : '';
    if (!translation) missing[key] = text;
    else if (
      !isSame(placeholders(text), placeholders(translation)) ||
      !isSame(codeOf(text), codeOf(translation))
    )
      mismatched.push(key);
  }
  return { missing, stale: Object.keys(translated).filter((key) => !english.has(key)), mismatched };
}

const isSame = (one, other) => [...one].sort().join('\n') === [...other].sort().join('\n');

/**
 * All strings of src/, as `stringsOf` gives those of one file.
 *
 * @returns {{ strings: Map<string, string>, faults: string[] }}
 */
export function stringsOfSource(root = ROOT) {
  const all = { strings: new Map(), faults: [] };
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const { strings, faults } = stringsOf(relative(root, path), readFileSync(path, 'utf8'));
    for (const [key, text] of strings) all.strings.set(key, text);
    all.faults.push(...faults);
  }
  return all;
}

/**
 * The strings of package.json; a fault is a key without English, or English that nothing asks for.
 *
 * @returns {{ strings: Map<string, string>, faults: string[] }}
 */
export function stringsOfManifest(root = ROOT) {
  const english = readJson(join(root, MANIFEST_ENGLISH));
  const manifest = readFileSync(join(root, MANIFEST), 'utf8');
  const asked = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
  const { missing, stale } = compare(new Map([...asked].map((key) => [key, ''])), english);
  const faults = [
    ...Object.keys(missing).map((key) => `${MANIFEST_ENGLISH}: ${MANIFEST} asks for ‘${key}’`),
    ...stale.map((key) => `${MANIFEST_ENGLISH}: ${MANIFEST} does not ask for ‘${key}’`),
  ];
  return { strings: new Map(Object.entries(english)), faults };
}

/**
 * @typedef {object} Checked
 * @property {string} file of the translations
 * @property {Map<string, string>} strings the English by key
 * @property {string[]} faults
 * @property {Record<string, string>} translated by key
 * @property {Record<string, string>} missing the English by key
 * @property {string[]} stale
 * @property {string[]} mismatched
 */

/**
 * Both kinds of strings with their translations and what is wrong with them.
 *
 * @returns {Checked[]}
 */
export function check(root = ROOT) {
  return [
    [BUNDLE, stringsOfSource(root)],
    [MANIFEST_BUNDLE, stringsOfManifest(root)],
  ].map(([file, { strings, faults }]) => {
    const path = join(root, file);
    const translated = existsSync(path) ? readJson(path) : {};
    return { file, strings, faults, translated, ...compare(strings, translated) };
  });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes translations in the order of their keys, which tells most of two people's changes apart. */
function write(file, translated) {
  const sorted = Object.fromEntries(Object.entries(translated).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(ROOT, file), `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Takes translations in, whichever of the files they belong to, and drops those that nothing asks for any more. */
function fill(translations) {
  for (const { file, strings, translated } of check()) {
    const all = { ...translated, ...translations };
    write(file, Object.fromEntries(Object.entries(all).filter(([key, text]) => strings.has(key) && text)));
  }
}

/** Prints what is wrong; the exit status says whether anything is. */
function report() {
  for (const { file, strings, faults, missing, stale, mismatched } of check()) {
    const lines = [
      ...faults,
      ...Object.keys(missing).map((key) => `${file}: missing: ${key}`),
      ...stale.map((key) => `${file}: stale: ${key}`),
      ...mismatched.map((key) => `${file}: placeholders or code differ: ${key}`),
    ];
    for (const line of lines) console.log(line);
    if (lines.length > 0) process.exitCode = 1;
    console.log(`${file}: ${strings.size} strings, ${lines.length} faults`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [option, file] = process.argv.slice(2);
  if (option === '--missing') {
    const all = Object.assign({}, ...check().map(({ missing }) => missing));
    console.log(JSON.stringify(all, null, 2));
  } else if (option === '--fill') fill(readJson(file));
  else if (option === undefined) report();
  else {
    console.log('node scripts/l10n.mjs [--missing | --fill FILE]');
    process.exitCode = 1;
  }
}
