/** A webview's page in a real browser, as VS Code would show it: the same bundle, policy, styles and theme variables. */
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensureBrowser } from '../../scripts/machine.mjs';
import { launchBrowser } from '../../scripts/workbench.mjs';
import { THEMES, type ThemeName } from './themes.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ORIGIN = 'http://webview.test';

let browser: Promise<Browser> | undefined;

/** One browser for all pages of a test file. */
export function theBrowser(): Promise<Browser> {
  return (browser ??= launchBrowser(ensureBrowser()));
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

/** A page with what its script has posted to its host. */
export interface WebviewPage<Out> {
  page: Page;
  posted: Out[];
  /** Errors of the console, and breaches of the content security policy. */
  problems: string[];
  send(message: unknown): Promise<void>;
  /** What the script has asked VS Code to keep. */
  state(): Promise<unknown>;
}

export interface WebviewOptions<Out = unknown> {
  /** Answers what the script posts, as the extension host would. */
  host?: (message: Out) => Promise<unknown>;
  theme?: ThemeName;
  /** What VS Code kept of an earlier life of the page. */
  state?: unknown;
  width?: number;
  height?: number;
  /** Pixels of the screen for one of CSS, along each axis. */
  pixelRatio?: number;
  /** A browser that has none. */
  isWithoutWebGl?: boolean;
  /** Translations; without them the page is English. */
  bundle?: Readonly<Record<string, string>>;
}

/** Opens `src/webview/{name}/main.ts`, bundled as the extension bundles it. */
export async function openWebview<Out>(
  name: string,
  {
    theme = 'dark',
    state,
    width = 1000,
    height = 700,
    pixelRatio = 1,
    isWithoutWebGl = false,
    bundle = {},
    host,
  }: WebviewOptions<Out> = {},
): Promise<WebviewPage<Out>> {
  const page = await (
    await theBrowser()
  ).newPage({
    viewport: { width, height },
    deviceScaleFactor: pixelRatio,
  });
  const posted: Out[] = [];
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  const send = (message: unknown) => page.evaluate(postRevived, packed(message));
  await page.exposeFunction('postToHost', async (message: Out) => {
    posted.push(message);
    const answer = await host?.(message);
    if (answer !== undefined && !page.isClosed()) await send(answer);
  });
  await page.addInitScript(stubVsCode, state);
  if (isWithoutWebGl) await page.addInitScript(forgetWebGl);
  await serve(page, name, theme, bundle);
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    posted,
    problems,
    send,
    state: () => page.evaluate(() => (window as unknown as { kept: unknown }).kept),
  };
}

/** Typed arrays do not cross to the page as they are; NaN, which JSON does not know, neither. */
function packed(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { typed: value.constructor.name, numbers: Array.from(value as Float32Array, String) }
      : value,
  );
}

/** Runs in the page. */
function postRevived(json: string): void {
  const revive = (_: string, value: unknown) =>
    value !== null && typeof value === 'object' && 'typed' in value && 'numbers' in value
      ? (window as unknown as Record<string, Float32ArrayConstructor>)[value.typed as string].from(
          value.numbers as string[],
          Number,
        )
      : value;
  window.postMessage(JSON.parse(json, revive), '*');
}

/** Runs in the page, before its script: VS Code's own function for webviews. */
function stubVsCode(state: unknown): void {
  const page = window as unknown as Record<string, unknown>;
  page.kept = state;
  page.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => (page.postToHost as (message: unknown) => void)(message),
    getState: () => page.kept,
    setState: (kept: unknown) => (page.kept = kept),
  });
  // Handled before it returns, so that what a test reads next is what the message has made.
  window.postMessage = (message: unknown) => {
    window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }));
  };
}

/** Runs in the page, before its script. */
function forgetWebGl(): void {
  const canvas: { getContext: unknown } = HTMLCanvasElement.prototype;
  const getContext = canvas.getContext as (this: unknown, kind: string, options?: unknown) => unknown;
  canvas.getContext = function (kind: string, options?: unknown) {
    return kind === 'webgl2' ? null : getContext.call(this, kind, options);
  };
}

async function serve(
  page: Page,
  name: string,
  theme: ThemeName,
  translations: Readonly<Record<string, string>>,
): Promise<void> {
  const script = await bundle(name);
  const policy = `default-src 'none'; script-src 'nonce-x'; style-src ${ORIGIN}; img-src ${ORIGIN} data:; font-src ${ORIGIN}`;
  const { bodyClass, variables } = THEMES[theme];
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="common.css"><link rel="stylesheet" href="${name}.css">
</head><body class="${bodyClass}"><main id="app"></main><script type="application/json" id="l10n">${JSON.stringify(translations)}</script>
<script nonce="x" src="script.js"></script></body></html>`;
  const variablesCss = Object.entries(variables).map(([key, value]) => `--vscode-${key}: ${value};`);
  const files: Record<string, { contentType: string; body: string }> = {
    '/': { contentType: 'text/html', body: html },
    '/theme.css': { contentType: 'text/css', body: `html { ${variablesCss.join(' ')} }` },
    '/common.css': { contentType: 'text/css', body: await media('common.css') },
    [`/${name}.css`]: { contentType: 'text/css', body: await media(`${name}.css`) },
    '/script.js': { contentType: 'text/javascript', body: script },
  };
  await page.route(`${ORIGIN}/**`, (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill(file) : route.fulfill({ status: 204, body: '' });
  });
}

const bundles = new Map<string, Promise<string>>();

function bundle(name: string): Promise<string> {
  const known = bundles.get(name);
  if (known) return known;
  const made = build({
    entryPoints: [join(ROOT, 'src/webview', name, 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome130',
  }).then(({ outputFiles }) => outputFiles[0].text);
  bundles.set(name, made);
  return made;
}

function media(file: string): Promise<string> {
  return readFile(join(ROOT, 'media', file), 'utf8');
}
