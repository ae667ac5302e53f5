import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import { element } from '../dom.ts';
import { indexed, unknownIs } from './describe.ts';
import type { Trace, TraceParams, TraceToken } from '../../protocol/recurrent.ts';
import { networkName, type Scene } from './scene.ts';
import { c, gateSymbols, h, math, x } from './symbols.ts';

/** What the symbols of the formulas mean, and that both ways to write them mean the same. */
export function meaningOfSymbols(scene: Scene): HTMLElement {
  const { trace, shown, params } = scene;
  const { dims, hiddenSize, kind, gates, layers, directions } = trace;
  const { layer } = layers[shown.layer];
  const width = layer === 0 ? dims : directions.length * hiddenSize;
  const name = networkName(scene);
  const origin =
    name === undefined ? l10n.t('random, from the seed {0}', params.seed) : l10n.t('from {0}', name);
  const [first] = gates;
  const { weightIh, weightHh, biasIh, biasHh } = gateSymbols(first);
  const dots = gates.length > 1 ? ', …' : '';
  return element(
    'dl',
    {},
    ...meaning(
      [x('t')],
      layer === 0
        ? l10n.t('the vector of token t: {0} numbers', dims)
        : l10n.t('the output of layer {0} at token t: {1} numbers', layer, width),
    ),
    ...meaning([h('t')], stateMeaning(kind === 'rnn_relu', hiddenSize)),
    ...meaning([h(0)], l10n.t('the state before the first token: {0}', beginningOf(scene))),
    ...(kind === 'lstm' ? meaning([c('t')], l10n.t('the cell state: what the gates keep over time')) : []),
    ...meaning([weightIh(), dots], l10n.t('weights, {0} × {1}: {2}', hiddenSize, width, origin)),
    ...meaning([weightHh(), dots], l10n.t('weights, {0} × {1}: {2}', hiddenSize, hiddenSize, origin)),
    ...meaning([biasIh(), ', ', biasHh(), dots], l10n.t('biases, {0} numbers each: {1}', hiddenSize, origin)),
    ...(gates.length > 1 ? meaning(['⊙'], l10n.t('number by number')) : []),
    ...(gates.length > 1 ? meaning(['σ'], sigmoidMeaning(trace)) : []),
    ...meaning(
      [weightIh(), ' ', x('t'), ' = ', x('t'), ' ', weightIh(), element('sup', {}, 'T')],
      l10n.t('with a vector as a column or as a row: both ways to write it give the same numbers'),
    ),
  );
}

function sigmoidMeaning({ hasHardGates }: Trace): string {
  return hasHardGates
    ? l10n.t('the hard sigmoid, 0.2 a + 0.5 between 0, closed, and 1, open')
    : l10n.t('the sigmoid, from 0, closed, to 1, open');
}

/** What the bars of influence say: of which state, of all that the network has, and on which scale. */
export function meaningOfInfluence({ layers, directions }: Trace, step: number, isLog: boolean): string {
  const state = indexed('h', step + 1);
  const whose =
    directions.length > 1
      ? l10n.t('{0} is the output of layer {1}, both directions side by side.', state, lastOf(layers))
      : l10n.t('{0} is the output of layer {1}.', state, lastOf(layers));
  return joinSentences(
    l10n.t(
      'Influence ‖∂{0}/∂xₜ‖: how much {0} would change if xₜ changed a little, so how much the network still knows of each word then.',
      state,
    ),
    layers.length > 1 ? whose : '',
    isLog ? l10n.t('The bars are logarithmic: an empty one is a millionth of a full one, or less.') : '',
  );
}

function lastOf(layers: Trace['layers']): number {
  return (layers.at(-1)?.layer ?? 0) + 1;
}

/** Why the vector of a token that is not known is what it is. */
export function unknownInput(
  token: TraceToken,
  { unknown }: Pick<TraceParams, 'unknown'>,
  t: number | string = 't',
): HTMLElement {
  const why = unknownIs(token);
  if (token.row >= 0) return element('span', {}, why);
  const vector = unknown === 'random' ? l10n.t('a random vector') : math(x(t), ' = 0');
  return element('span', {}, `${why}: `, vector);
}

/** What h_0 is. */
export function beginningOf({ trace, params: { initial } }: Scene): string {
  if (initial === undefined && trace.language) return l10n.t('as the end of a sentence leaves it');
  if (typeof initial !== 'object') return l10n.t('zeros');
  return 'seed' in initial
    ? l10n.t('random, standard normal, from the seed {0}', initial.seed)
    : l10n.t('the numbers that are given');
}

function meaning(symbols: (Node | string)[], text: string): HTMLElement[] {
  return [element('dt', {}, math(...symbols)), element('dd', {}, text)];
}

function stateMeaning(isUnbounded: boolean, hiddenSize: number): string {
  return isUnbounded
    ? l10n.t('the hidden state after token t: {0} numbers from 0 on', hiddenSize)
    : l10n.t('the hidden state after token t: {0} numbers from −1 to 1', hiddenSize);
}
