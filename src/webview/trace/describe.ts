import * as l10n from '@vscode/l10n';
import type { Trace, TraceToken } from '../../protocol/engine.ts';
import { format } from '../dom.ts';
import type { Cell } from './geometry.ts';

/** What the pointer's tooltip says of a cell. Steps and units count from 1, as in the formulas; h_0 is the start. */
export function describeCell({ tokens, hidden, hiddenSize }: Trace, { step, unit }: Cell): string {
  const value = format(hidden[step * hiddenSize + unit]);
  return `${quoted(tokens[step])} · t = ${step + 1} · ${l10n.t('unit {0}', unit + 1)} · ${value}`;
}

/** What it says of a token. */
export function describeToken({ tokens }: Trace, step: number): string {
  const token = tokens[step];
  const parts = [quoted(token), `t = ${step + 1}`];
  if (token.row < 0) parts.push(unknownNote());
  else if (token.word !== token.text) parts.push(l10n.t('in the set: {0}', token.word));
  return parts.join(' · ');
}

/** What a screen reader says when the keyboard moves to a cell. */
export function speakCell({ tokens, hidden, hiddenSize }: Trace, { step, unit }: Cell): string {
  const token = tokens[step];
  const value = format(hidden[step * hiddenSize + unit]);
  const sentence = l10n.t(
    'token {0} of {1} {2}, unit {3}, {4}',
    step + 1,
    tokens.length,
    quoted(token),
    unit + 1,
    value,
  );
  return token.row < 0 ? `${sentence}, ${unknownNote()}` : sentence;
}

export function quoted({ text }: TraceToken): string {
  return l10n.t('“{0}”', text);
}

/** What is said of a token whose word the set does not have. */
function unknownNote(): string {
  return `${notInTheSet()}: x_t = 0`;
}

export function notInTheSet(): string {
  return l10n.t('not in the set');
}
