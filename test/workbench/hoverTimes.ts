import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { EmbeddingSet } from '../../src/api.ts';
import { api } from './support.ts';

const WORDS = 220;
/** The first hovers start the engine's threads. */
const WARM_UP = 20;

/** Between two hovers while a layout runs, in milliseconds: they meet its search for neighbours and its steps. */
const PAUSE_MS = 100;
/** So long a layout is waited for to be under way, in milliseconds. */
const SETTING_OUT_MS = 4000;

/** For the benchmark: hovers on words all over a vector file, and writes how many milliseconds each answer took. */
export async function run(): Promise<void> {
  const { HOVER_VECTORS: vectors = '', HOVER_TIMES: out = '', HOVER_LAYOUT: layout } = process.env;
  await vscode.commands.executeCommand('embeddingExplorer.openVectorFile', vscode.Uri.file(vectors));
  const set = (await api()).activeSet();
  if (!set?.dims) throw new Error('The file was not opened.');
  const words = await wordsAlong(set, set.dims);
  const document = await vscode.workspace.openTextDocument({ content: words.join('\n') });
  await vscode.window.showTextDocument(document);
  if (layout) await layOut(document);
  const times: number[] = [];
  const answers: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  for (let line = 0; line < document.lineCount; line++) {
    const start = performance.now();
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(line, 1),
    );
    times.push(performance.now() - start);
    if (hovers.length === 0) throw new Error(`Nothing is said of ${words[line]}.`);
    const asked = performance.now();
    await set.mostSimilar({ positive: [words[line]] });
    answers.push(performance.now() - asked);
    if (layout) await passing(PAUSE_MS);
  }
  delay.disable();
  const host = { p95: delay.percentile(95) / 1e6, max: delay.max / 1e6 };
  await writeFile(
    out,
    JSON.stringify({ times: times.slice(WARM_UP), answers: answers.slice(WARM_UP), host }),
  );
}

/** The map beside the text, whose layout begins. */
async function layOut(document: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('embeddingExplorer.showMap');
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  await passing(SETTING_OUT_MS);
}

function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Those along one direction of the space: they stand anywhere in the file. */
async function wordsAlong(set: EmbeddingSet, dims: number): Promise<string[]> {
  const found = await set.similarByVector(new Float32Array(dims).fill(1), { count: WORDS });
  return found.map(({ word }) => word);
}
