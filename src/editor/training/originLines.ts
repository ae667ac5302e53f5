import * as vscode from 'vscode';
import type { TrainingAlgorithm } from '../../protocol/engine.ts';
import type { TrainingOrigin } from '../../protocol/watch.ts';

/** Digits of a hash that tell texts apart. */
const SHOWN_HASH = 12;

/** How a set was made, in lines. */
export function originLines({ corpus, sha256, params, fraction, loss, ended }: TrainingOrigin): string[] {
  const { algorithm, dims, window, epochs, seed } = params;
  const percent = Math.round(100 * fraction);
  const day = new Date(ended).toLocaleString(vscode.env.language);
  return [
    vscode.l10n.t('trained on {0} ({1} % of {2} epochs), {3}', corpus, percent, epochs, day),
    vscode.l10n.t('{0}, {1} dimensions, window {2}, seed {3}', algorithmName(algorithm), dims, window, seed),
    ...(loss === undefined ? [] : [vscode.l10n.t('loss {0}', loss.toFixed(4))]),
    vscode.l10n.t('SHA-256 of the text: {0}…', sha256.slice(0, SHOWN_HASH)),
  ];
}

function algorithmName(algorithm: TrainingAlgorithm): string {
  return algorithm === 'skip-gram' ? algorithm : algorithm.toUpperCase();
}
