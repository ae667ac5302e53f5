import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import { LONG_SENTENCE, SHORT_SENTENCE } from '../../common/articleSentences.ts';
import type { ForgettingCurve, NetworkKind, SeededNetwork } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { curvesChart, curveSample, type Curve } from '../curves.ts';
import { shortNumber } from '../../common/numbers.ts';
import { faultLine, waitingLine } from './fault.ts';
import { SelectField } from './fields.ts';
import type { Questions } from './questions.ts';
import { networkName, type Scene, type SceneView } from './scene.ts';
import { kindName } from './states.ts';

const KINDS: readonly NetworkKind[] = ['rnn_tanh', 'lstm', 'gru'];
/** Added to the gates that keep, so that they stand open as training often leaves them (Jozefowicz et al. 2015). */
const OPEN_GATES = 2;

/** How the influence of a word falls with its distance: RNN, LSTM and GRU of equal size on the same text. */
export class ForgettingView implements SceneView {
  readonly root = element('section', { className: 'forgetting' });
  private readonly questions: Questions;
  private readonly body = element('div');
  private readonly gates: SelectField;
  private gateBias = OPEN_GATES;
  private scene: Scene | undefined;
  private last = 0;

  /** @param trace is told the text that is to be traced instead */
  constructor(questions: Questions, trace: (text: string) => void) {
    this.questions = questions;
    this.gates = new SelectField(l10n.t('Gates of LSTM and GRU'), (bias) => {
      this.gateBias = Number(bias);
      if (this.scene) this.show(this.scene);
    });
    const sentence = (text: string, label: string) => {
      const button = element('button', { textContent: label, title: text });
      button.addEventListener('click', () => trace(text));
      return button;
    };
    const sentences = element(
      'div',
      { className: 'fields' },
      sentence(SHORT_SENTENCE, l10n.t('Near: {0}', SHORT_SENTENCE)),
      sentence(LONG_SENTENCE, l10n.t('Far: {0}…', LONG_SENTENCE.slice(0, 14))),
    );
    this.root.append(sentences, element('div', { className: 'fields' }, this.gates.root), this.body);
  }

  show(scene: Scene): void {
    this.scene = scene;
    const number = ++this.last;
    this.gates.show(
      [
        [String(OPEN_GATES), l10n.t('open (bias {0})', OPEN_GATES)],
        ['0', l10n.t('half open, as they begin')],
      ],
      String(this.gateBias),
    );
    this.body.replaceChildren(waitingLine(l10n.t('Measuring RNN, LSTM and GRU…')));
    this.questions.ask('forgetting', { networks: this.networks(scene) }).then(
      (curves) => number === this.last && this.draw(scene, curves),
      (fault: Error) => number === this.last && this.body.replaceChildren(faultLine(fault.message)),
    );
  }

  select(scene: Scene): void {
    this.scene = scene;
  }

  private networks({ trace, params }: Scene): (SeededNetwork | { networkId: string })[] {
    const { hiddenSize } = trace;
    const { seed, networkId } = params;
    const seeded = KINDS.map((kind) => ({
      kind,
      hiddenSize,
      seed,
      ...(kind === 'rnn_tanh' ? {} : { gateBias: this.gateBias }),
    }));
    return networkId === undefined ? seeded : [...seeded, { networkId }];
  }

  private draw(scene: Scene, answer: ForgettingCurve[]): void {
    const curves = answer.map(({ kind, influence }, i): Curve => {
      const isOwn = i === KINDS.length;
      const name = isOwn ? (networkName(scene) ?? '') : kindName(kind);
      return { name, style: isOwn ? 'own' : kind, values: influence };
    });
    const { hiddenSize, tokens } = scene.trace;
    const label = l10n.t(
      'Influence over distance, on a logarithmic scale: {0}',
      curves.map(({ name }) => name).join(', '),
    );
    const legend = curves.map((curve) =>
      element(
        'li',
        {},
        curveSample(curve.style),
        element('strong', {}, curve.name),
        ` ${fallOf(curve.values)}`,
      ),
    );
    const unknown = tokens.filter(({ row }) => row < 0).length;
    this.body.replaceChildren(
      curvesChart(curves, label),
      element('ul', { className: 'curves' }, ...legend),
      element('p', { className: 'note' }, meaningOf(hiddenSize, this.gateBias, networkName(scene))),
      ...(unknown > 0 ? [element('p', { className: 'note' }, inputsOf(scene, unknown))] : []),
    );
  }
}

/** After how many tokens a tenth and a hundredth is left of the influence of the nearest word. */
function fallOf(values: Float64Array): string {
  const after = (share: number) => values.findIndex((value) => value < values[0] * share);
  const [tenth, hundredth] = [after(0.1), after(0.01)];
  if (tenth < 0) {
    const left = shortNumber((100 * values[values.length - 1]) / values[0]);
    return l10n.t('has {0} % left after {1} tokens', left, values.length - 1);
  }
  if (hundredth < 0) return l10n.t('falls to a tenth after {0} tokens', tenth);
  return l10n.t('falls to a tenth after {0} tokens, to a hundredth after {1}', tenth, hundredth);
}

/** @param own the name of a network with weights of its own among the curves */
function meaningOf(hiddenSize: number, gateBias: number, own: string | undefined): string {
  const what = l10n.t(
    'Each point is the mean of ‖∂hₛ/∂xₜ‖ over all states s that are so many tokens behind the word t: the vanishing gradient.',
  );
  const whose =
    own === undefined
      ? l10n.t('All networks have {0} hidden units and random weights.', hiddenSize)
      : l10n.t(
          'RNN, LSTM and GRU have {0} hidden units, as {1} has, and random weights; {1} has its own weights.',
          hiddenSize,
          own,
        );
  const gates =
    gateBias > 0
      ? l10n.t(
          'The gates that keep stand open, as training teaches them to; as they begin, half open, LSTM and GRU forget nearly as fast as an RNN.',
        )
      : l10n.t(
          'Untrained, the gates stand half open, and at every step half is lost: what helps LSTM and GRU is that they can learn to keep them open.',
        );
  return joinSentences(what, whose, gates);
}

function inputsOf({ params, setName, trace }: Scene, unknown: number): string {
  return params.unknown === 'random'
    ? l10n.t(
        '{0} of {1} tokens are not in {2}: each such word has a random vector of its own, as long as those of the set.',
        unknown,
        trace.tokens.length,
        setName,
      )
    : l10n.t(
        '{0} of {1} tokens are not in {2}: their vectors are zeros.',
        unknown,
        trace.tokens.length,
        setName,
      );
}
