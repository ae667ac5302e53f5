import * as vscode from 'vscode';
import { stripSvg } from '../common/strip.ts';
import type { WordReport } from '../protocol/engine.ts';
import type { EngineHost } from './engineHost.ts';
import type { Errors } from './errors.ts';
import type { PinnedWord } from './pinnedWord.ts';
import type { SetEntry, Sets } from './sets.ts';

/** No word is longer than this: of a line of a megabyte only the neighbourhood of the mouse is sent. */
const REACH = 200;

/** Characters of a word that are shown. */
const LONGEST = 60;

const STRIP_WIDTH = 360;
const STRIP_HEIGHT = 22;

/** Answers a hover on a word that the active set knows; says nothing of any other. */
export class WordHover implements vscode.HoverProvider {
  private readonly sets: Sets;
  private readonly engine: EngineHost;
  private readonly pinned: PinnedWord;
  private readonly errors: Errors;

  constructor(sets: Sets, engine: EngineHost, pinned: PinnedWord, errors: Errors) {
    this.sets = sets;
    this.engine = engine;
    this.pinned = pinned;
    this.errors = errors;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const settings = vscode.workspace.getConfiguration('embeddingExplorer.hover', document);
    const set = this.sets.active;
    if (!set || !settings.get<boolean>('enabled', true)) return undefined;
    // One that was never read, or lost with its engine, is read now, and answers the next hover.
    if (set.state === 'closed') this.sets.activate(set.id);
    if (set.state !== 'ready') return undefined;

    const line = document.lineAt(position.line).text;
    const from = Math.max(0, position.character - REACH);
    const pinned = this.pinned.word;
    const selected = selectedWord(document);
    try {
      const report = await this.engine.request(
        'sets/wordAt',
        {
          id: set.id,
          text: line.slice(from, position.character + REACH),
          offset: position.character - from,
          neighbours: settings.get<number>('neighbours', 10),
          compareWith: [pinned, selected].filter((word) => word !== undefined),
        },
        { token },
      );
      if (!report) return undefined;
      const { line: row } = position;
      const range = new vscode.Range(row, from + report.start, row, from + report.end);
      return new vscode.Hover(markdown(report, set, pinned), range);
    } catch (error) {
      // A hover that fails must not shout at every move of the mouse; the log has it.
      this.errors.log(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

/** The word that is selected in the document's editor, if it is one word. */
function selectedWord(document: vscode.TextDocument): string | undefined {
  const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
  if (!editor || editor.selection.isEmpty || !editor.selection.isSingleLine) return undefined;
  const text = document.getText(editor.selection).trim();
  return text.length > 0 && text.length <= REACH ? text : undefined;
}

function markdown(report: WordReport, set: SetEntry, pinned: string | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: ['embeddingExplorer.pinWord', 'embeddingExplorer.showOnMap'] };
  text.appendMarkdown(`**${escape(report.word)}** — ${escape(set.name)}\n\n`);
  for (const { word, cosine } of report.similarities) {
    const label = word === pinned?.toLowerCase() || word === pinned ? '$(pin) ' : '';
    const sentence = vscode.l10n.t('cosine similarity to {0}: {1}', `**${escape(word)}**`, format(cosine));
    text.appendMarkdown(`${label}${sentence}\n\n`);
  }
  text.appendMarkdown(`${strip(report.vector)}\n\n`);
  text.appendMarkdown(`${neighbours(report)}\n\n`);
  if (report.metadata.length > 0) text.appendMarkdown(`${metadata(report)}\n\n`);
  text.appendMarkdown(links(report));
  return text;
}

function strip(vector: Float32Array): string {
  const svg = Buffer.from(stripSvg(vector, STRIP_WIDTH, STRIP_HEIGHT)).toString('base64');
  const label = vscode.l10n.t('Its {0} dimensions, from −2 (blue) over 0 (white) to 2 (red)', vector.length);
  return `![${label}](data:image/svg+xml;base64,${svg} "${label}")`;
}

function neighbours({ neighbours }: WordReport): string {
  return neighbours.map(({ word, cosine }) => `${escape(word)} ${format(cosine)}`).join(' · ');
}

function metadata({ metadata }: WordReport): string {
  const value = (text: string | number) => escape(typeof text === 'number' ? text.toLocaleString() : text);
  return metadata.map((each) => `${escape(each.name)}: ${value(each.value)}`).join(' · ');
}

function links({ word, row }: WordReport): string {
  const link = (command: string, title: string, argument: unknown) =>
    `[${title}](command:embeddingExplorer.${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
  return [
    link('pinWord', `$(pin) ${vscode.l10n.t('Pin')}`, word),
    link('showOnMap', `$(location) ${vscode.l10n.t('Show on Map')}`, { row }),
  ].join(' | ');
}

function format(cosine: number): string {
  return cosine.toFixed(4).replace('-', '−');
}

/** A word as it is, whatever Markdown, a link or an icon would make of it; cut where it is too long to be one. */
function escape(word: string): string {
  const shown = word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word;
  return shown.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
