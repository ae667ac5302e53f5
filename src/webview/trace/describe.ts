import * as l10n from '@vscode/l10n';
import type { Trace, TraceToken } from '../../protocol/engine.ts';
import { format } from '../../common/numbers.ts';
import type { Bars } from './bars.ts';
import type { Cell } from './geometry.ts';
import { saturatedSteps, type States } from './states.ts';

/** What the pointer's tooltip says of a cell. Steps and units count from 1, as in the formulas; h_0 is the start. */
export function describeCell({ tokens }: Trace, states: States, { step, unit }: Cell): string {
  const value = states.values[step * states.units + unit];
  const parts = [quoted(tokens[step]), `t = ${step + 1}`, l10n.t('unit {0}', unit + 1), format(value)];
  if (states.isSaturated(value)) parts.push(l10n.t('saturated'));
  return parts.join(' · ');
}

/** What it says of a token. */
export function describeToken({ tokens }: Trace, bars: readonly Bars[], step: number): string {
  const token = tokens[step];
  const parts = [quoted(token), `t = ${step + 1}`];
  if (!token.isKnown) parts.push(unknownIs(token));
  else if (token.word !== token.text) parts.push(l10n.t('in the set: {0}', token.word));
  for (const { name, values, write } of bars) parts.push(`${name} ${write(values[step])}`);
  return parts.join(' · ');
}

/** What it says of a unit. */
export function describeUnit({ tokens }: Trace, states: States, unit: number): string {
  const count = saturatedSteps(states, unit);
  const name = l10n.t('unit {0}', unit + 1);
  return count === 0 ? name : `${name} · ${l10n.t('saturated at {0} of {1} tokens', count, tokens.length)}`;
}

/** What a screen reader says when the keyboard moves to a cell. */
export function speakCell(
  { tokens }: Trace,
  states: States,
  bars: readonly Bars[],
  { step, unit }: Cell,
): string {
  const token = tokens[step];
  const value = states.values[step * states.units + unit];
  const sentence = l10n.t(
    'token {0} of {1} {2}, unit {3}, {4}',
    step + 1,
    tokens.length,
    quoted(token),
    unit + 1,
    format(value),
  );
  const parts = [sentence];
  if (states.isSaturated(value)) parts.push(l10n.t('saturated'));
  if (!token.isKnown) parts.push(unknownIs(token));
  for (const { name, values, write } of bars) parts.push(`${name} ${write(values[step])}`);
  return parts.join(', ');
}

export function quoted({ text }: Pick<TraceToken, 'text'>): string {
  return l10n.t('“{0}”', shownText(text));
}

/** A token as it can be seen: characters may be spaces and line ends. */
export function shownText(text: string): string {
  return text.trim() === '' ? text.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '␣') : text;
}

/** 'h₈', where a text can have no elements. */
export function indexed(letter: string, index: number): string {
  return `${letter}${[...String(index)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;
}

/** Tokens that the set, or a language model's vocabulary, has no word for. */
export function unknownOf(tokens: readonly TraceToken[]): TraceToken[] {
  return tokens.filter(({ isKnown }) => !isKnown);
}

/** 'not in the set', or what a language model reads in its place. */
export function unknownIs({ row, word }: Pick<TraceToken, 'row' | 'word'>): string {
  return row < 0 ? notInTheSet() : l10n.t('not in the vocabulary, read as {0}', word);
}

function notInTheSet(): string {
  return l10n.t('not in the set');
}
