import * as vscode from 'vscode';
import { stripSvg } from '../common/strip.ts';
import type { WordReport } from '../protocol/engine.ts';
import { format } from '../common/numbers.ts';
import type { SetEntry } from './sets.ts';

/** How much a hover shows. */
export type Detail = 'brief' | 'standard' | 'full';

/** How many neighbours that is. */
export const NEIGHBOURS: Record<Detail, number> = { brief: 5, standard: 10, full: 25 };

/** Settings files hold what people write. */
export function isDetail(setting: string): setting is Detail {
  return Object.hasOwn(NEIGHBOURS, setting);
}

/** Characters of a word that are shown. */
const LONGEST = 60;

const STRIP_WIDTH = 360;
const STRIP_HEIGHT = 22;

/** What is said of a word: first what the reader compares it with, then its neighbours, then the vector itself. */
export function hoverText(
  report: WordReport,
  set: SetEntry,
  pinned: string | undefined,
  detail: Detail,
): vscode.MarkdownString {
  const parts = [title(report, set), ...similarities(report, pinned), neighbours(report)];
  if (detail !== 'brief') parts.push(...strips(report, detail), numbers(report, set), metadata(report));
  const text = new vscode.MarkdownString(parts.filter((part) => part !== '').join('\n\n'), true);
  text.supportHtml = true;
  text.isTrusted = { enabledCommands: ['embeddingExplorer.pinWord', 'embeddingExplorer.showOnMap'] };
  return text;
}

/** With the links: at the end of a long hover they would be out of sight. */
function title(report: WordReport, { name }: SetEntry): string {
  const { word, row } = report;
  const heading = `**${escape(word)}** — ${escape(name)}`;
  const stranger = vscode.l10n.t('not in its vocabulary; the vector is made of the word’s parts');
  return `${row >= 0 ? heading : `${heading} (${stranger})`} &nbsp; ${links(report)}`;
}

function similarities({ similarities }: WordReport, pinned: string | undefined): string[] {
  return similarities.map(({ word, cosine }) => {
    const label = word === pinned?.toLowerCase() || word === pinned ? '$(pin) ' : '';
    return `${label}${vscode.l10n.t('cosine similarity to {0}: {1}', `**${escape(word)}**`, format(cosine))}`;
  });
}

function neighbours({ neighbours }: WordReport): string {
  return neighbours.map(({ word, cosine }) => `${escape(word)} ${format(cosine)}`).join(' · ');
}

/** The word's vector; in full detail those that it is compared with as well, each under the other as the tutorial has them. */
function strips({ word, vector, similarities }: WordReport, detail: Detail): string[] {
  const others = detail === 'full' ? similarities : [];
  return [{ word, vector }, ...others].map((each) => {
    const image = strip(each.vector);
    return others.length > 0 ? `${image} &nbsp;${escape(each.word)}` : image;
  });
}

function strip(vector: Float32Array): string {
  const svg = Buffer.from(stripSvg(vector, STRIP_WIDTH, STRIP_HEIGHT)).toString('base64');
  const label = vscode.l10n.t('{0} dimensions, from −2 (blue) over 0 (white) to 2 (red)', vector.length);
  // Markdown's own image would stand on the line, and its word below its middle.
  return `<img align="absmiddle" alt="${label}" title="${label}" src="data:image/svg+xml;base64,${svg}">`;
}

function numbers({ row, norm }: WordReport, { info }: SetEntry): string {
  const length = vscode.l10n.t('norm {0}', format(norm));
  if (row < 0 || !info) return length;
  const rank = vscode.l10n.t(
    'word {0} of {1}',
    (row + 1).toLocaleString(vscode.env.language),
    info.words.toLocaleString(vscode.env.language),
  );
  return `${rank} · ${length}`;
}

function metadata({ metadata }: WordReport): string {
  const value = (text: string | number) =>
    escape(typeof text === 'number' ? text.toLocaleString(vscode.env.language) : text);
  return metadata.map((each) => `${escape(each.name)}: ${value(each.value)}`).join(' · ');
}

function links({ word, row }: WordReport): string {
  const link = (command: string, title: string, argument: unknown) =>
    `[${title}](command:embeddingExplorer.${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
  const pin = link('pinWord', `$(pin) ${vscode.l10n.t('Pin')}`, word);
  if (row < 0) return pin;
  return `${pin} | ${link('showOnMap', `$(location) ${vscode.l10n.t('Show on Map')}`, { row })}`;
}

/** A word as it is, whatever Markdown, a link or an icon would make of it; cut where it is too long to be one. */
function escape(word: string): string {
  const shown = word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word;
  return shown.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
