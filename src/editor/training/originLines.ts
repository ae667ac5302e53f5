import * as vscode from 'vscode';
import type { TrainingAlgorithm } from '../../protocol/engine.ts';
import type { TrainingOrigin, TrainingRun } from '../../protocol/watch.ts';

/** Digits of a hash that tell texts apart. */
const SHOWN_HASH = 12;

/** Files that are named. */
const SHOWN_FILES = 5;

/** How a set was made, in lines: the last training first, then those before. */
export function originLines({ before = [], ...last }: TrainingOrigin): string[] {
  const earlier = before.toReversed().flatMap((run) => [vscode.l10n.t('before that:'), ...runLines(run)]);
  return [...runLines(last), ...earlier];
}

function runLines(run: TrainingRun): string[] {
  const { corpus, sha256, params, fraction, loss, ended } = run;
  const { algorithm, dims, window, epochs, seed } = params;
  const percent = Math.round(100 * fraction);
  const day = new Date(ended).toLocaleString(vscode.env.language);
  return [
    vscode.l10n.t('trained on {0} ({1} % of {2} epochs), {3}', corpus, percent, epochs, day),
    ...fileLines(run),
    vscode.l10n.t('{0}, {1} dimensions, window {2}, seed {3}', algorithmName(algorithm), dims, window, seed),
    ...(loss === undefined ? [] : [vscode.l10n.t('loss {0}', loss.toFixed(4))]),
    vscode.l10n.t('SHA-256 of the text: {0}…', sha256.slice(0, SHOWN_HASH)),
  ];
}

/** Which files those are, where they are several. */
function fileLines({ files = [], fileCount = files.length }: TrainingRun): string[] {
  if (fileCount < 2) return [];
  const shown = files.slice(0, SHOWN_FILES).join(', ');
  const others = fileCount - Math.min(SHOWN_FILES, files.length);
  return [others > 0 ? vscode.l10n.t('{0} and {1} more', shown, others.toLocaleString()) : shown];
}

function algorithmName(algorithm: TrainingAlgorithm): string {
  return algorithm === 'skip-gram' ? algorithm : algorithm.toUpperCase();
}
