import { shortNumber } from '../../common/numbers.ts';
import * as l10n from '@vscode/l10n';
import { MOST_GATE_BIAS } from '../../common/rangeLesson.ts';
import type { RangeAnswer, RangeParams } from '../../protocol/recurrentLessons.ts';
import { curvesChart, curveSample } from '../curves.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';
import { choice, slider, textInput } from './fields.ts';
import { influenceRows, influenceTable, NETWORKS } from './influenceRows.ts';
import type { Bench, Lesson, LessonPart, Verdict } from './lesson.ts';
import { Live } from './live.ts';
import { bold, formula, fraction, fromTo, letter, norm, row, sign, space, sub } from './mathml.ts';

/** The tutorial's sentences, with their words apart. */
const NEAR = '我 爱 在 足球场 上 踢 __';
const FAR =
  '我 爸爸 从小 就 带 我 去 足球场 踢 足球 , 我 的 爱好 就是 足球 。 我 和 爸爸 关系 非常 好 , 经常 带 我 一起 玩耍 , … , 真是 一个 伟大 的 父亲 。 长大 后 , 我 的 爱好 一直 没 变 , 现在 我 就要 去 踢 __';
const CLUE = '足球';
const SEED = 1;
/** As far as training often opens the gates that keep. */
const OPEN = 2;
/** So much of the influence of the last word is still something. */
const SOMETHING = 0.01;

/** What is far is forgotten, unless gates keep it. */
export function range(): Lesson {
  return {
    id: 'range',
    title: l10n.t('Short and long range: what a state still knows'),
    text: [
      l10n.t(
        'What belongs into the gap of 我爱在足球场上踢__ (I love to kick, on the football pitch, the __) is told by a word just before it: that is short range. In the tutorial’s other sentence, football is spoken of at the beginning, then comes much about a good father, and only then the gap: that is long range.',
      ),
      l10n.t(
        'Everything that a network can say of the gap is in its last state. How much would that change if a word changed a little? That is the word’s influence. In an RNN it is multiplied by a matrix and a slope at every step, and after a few words it has vanished. LSTM and GRU have gates, which can let a state pass as it is.',
      ),
    ],
    formula: influenceFormula(),
    build: (bench) => new RangePart(bench),
    question: {
      prompt: l10n.t(
        'Push the gates back to 0, where LSTM and GRU begin, and read the long sentence. In whose last state has any 足球 still a hundredth of the influence of the last word?',
      ),
      choices: [
        ...NETWORKS.map((name) => ({ id: name, label: name })),
        { id: 'none', label: l10n.t('None of them') },
      ],
      check: checkQuestion,
    },
    own: {
      sentence: l10n.t(
        '‘Trace RNN over Selection’ shows the influence of every word of your own text, and how RNN, LSTM and GRU forget it.',
      ),
      label: l10n.t('Trace an RNN over My Text'),
      command: 'traceRnn',
    },
  };
}

/** I_t = ‖∂h_T/∂x_t‖ = ‖Π ∂h_s/∂h_{s−1} · ∂h_t/∂x_t‖ */
function influenceFormula(): Element {
  const by = (above: Element, below: Element) => fraction(row(sign('∂'), above), row(sign('∂'), below));
  const h = (index: Element) => sub(bold('h'), index);
  const x = () => sub(bold('x'), letter('t'));
  const first = row(letter('s'), sign('='), letter('t'), sign('+'), letter('1'));
  const before = row(letter('s'), sign('−'), letter('1'));
  return formula(
    norm(by(h(letter('T')), x())),
    sign('='),
    norm(
      row(
        fromTo('∏', first, letter('T')),
        space(0.2),
        by(h(letter('s')), h(before)),
        sign('·'),
        by(h(letter('t')), x()),
      ),
    ),
  );
}

async function checkQuestion(answer: string, bench: Bench): Promise<Verdict> {
  const asked = await bench.ask('lessons/range', { text: FAR, clue: CLUE, seed: SEED, gateBias: 0 });
  const shares = asked.networks.map(({ shares }) => Math.max(...asked.clues.map((t) => shares[t])));
  const written = joinedShares(shares);
  const able = NETWORKS.filter((_, i) => shares[i] >= SOMETHING);
  const isRight = answer === 'none' ? able.length === 0 : able.includes(answer);
  return {
    isRight,
    sentence: isRight
      ? l10n.t(
          'It is {0}. With half-open gates half is lost at every word; that they can learn to stay open is what helps.',
          written,
        )
      : l10n.t('Choose the long sentence, drag the slider to 0, and enter 足球 as the word that tells it.'),
  };
}

function joinedShares(shares: readonly number[]): string {
  return shares.map((share, i) => `${NETWORKS[i]} ${percent(share)}`).join(', ');
}

function percent(share: number): string {
  return `${shortNumber(100 * share)} %`;
}

/** What a reader has changed. */
interface Kept extends RangeParams {
  /** What was typed, while one of the tutorial's sentences is shown. */
  own?: Pick<RangeParams, 'text' | 'clue'>;
}

class RangePart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly body = element('div');
  private readonly live: Live<'lessons/range'>;
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    const begin = { text: FAR, clue: CLUE, seed: SEED, gateBias: OPEN };
    this.kept = { ...begin, ...(bench.kept as Partial<Kept> | undefined) };
    this.live = new Live(bench, 'lessons/range', (answer) => this.draw(answer));
    const text = textInput(l10n.t('Sentence'), (value) => {
      this.change({ text: value });
      sentence.value = idOf(value);
    });
    text.root.classList.add('long');
    text.value = this.kept.text;
    const sentence = choice(
      l10n.t('Range'),
      [
        { id: 'near', label: l10n.t('short') },
        { id: 'far', label: l10n.t('long') },
        { id: 'own', label: l10n.t('a sentence of mine') },
      ],
      (id) => {
        this.choose(id);
        [text.value, clue.value] = [this.kept.text, this.kept.clue];
        if (id === 'own') text.root.querySelector('input')?.focus();
      },
    );
    sentence.value = idOf(this.kept.text);
    const clue = textInput(l10n.t('The word that tells it'), (value) => this.change({ clue: value }));
    clue.value = this.kept.clue;
    const gates = slider(
      l10n.t('How far the gates that keep are open'),
      { min: 0, max: MOST_GATE_BIAS, step: 0.5 },
      (bias) => (bias === 0 ? l10n.t('0 (half, as they begin)') : l10n.t('bias {0}', bias)),
      (gateBias) => this.change({ gateBias }),
    );
    gates.value = this.kept.gateBias;
    const redraw = element('button', {}, l10n.t('Draw Other Weights'));
    redraw.addEventListener('click', () => this.change({ seed: this.kept.seed + 1 }));
    const controls = [sentence.root, text.root, clue.root, gates.root, redraw];
    this.root = element(
      'div',
      {},
      element('div', { className: 'controls' }, ...controls),
      this.live.fault,
      this.body,
    );
    this.ask();
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  /** A sentence of the tutorial's, with the word that tells it; what the reader has typed comes back. */
  private choose(id: string): void {
    const { text, clue, own } = this.kept;
    const typed = idOf(text) === 'own' ? { text, clue } : own;
    const article = { text: id === 'near' ? NEAR : FAR, clue: CLUE };
    this.change({ ...(id === 'own' ? typed : article), ...(typed && { own: typed }) });
  }

  private ask(): void {
    const { text, clue, seed, gateBias } = this.kept;
    this.live.ask({ text, clue, seed, gateBias });
  }

  private draw(answer: RangeAnswer): void {
    const { networks, clues, tokens, hiddenSize, dims } = answer;
    const told =
      clues.length === 0
        ? element('p', {}, nowhere(this.kept.clue))
        : table(
            l10n.t('Influence as a share of that of the last word'),
            [l10n.t('Word'), ...NETWORKS],
            clues.map((t) => [
              l10n.t('{0}, word {1} of {2}', tokens[t], t + 1, tokens.length),
              ...networks.map(({ shares }) => percent(shares[t])),
            ]),
          );
    const what = l10n.t(
      'Each network has {0} hidden units, and each word a random vector of {1} numbers that is its own. Nothing is trained here: the weights are as networks begin, and the slider does to the gates what training may do.',
      hiddenSize,
      dims,
    );
    this.body.replaceChildren(
      influenceRows(answer),
      told,
      ...curves(answer),
      influenceTable(answer),
      element('p', { className: 'note' }, what),
    );
    const last = clues.at(-1);
    if (last === undefined) return;
    this.bench.speak(`${tokens[last]}: ${joinedShares(networks.map(({ shares }) => shares[last]))}`);
  }
}

function nowhere(clue: string): string {
  return clue.trim() === ''
    ? l10n.t('Type the word that tells it.')
    : l10n.t('The sentence does not hold ‘{0}’.', clue);
}

/** The same shares by distance, where a tenth and a millionth can both be seen. */
function curves({ networks }: RangeAnswer): HTMLElement[] {
  const lines = networks.map(({ kind, shares }, i) => ({
    name: NETWORKS[i],
    style: kind,
    values: shares.toReversed(),
  }));
  if (lines[0].values.length < 2) return [];
  const chart = curvesChart(
    lines,
    l10n.t('Influence as a share of that of the last word, by distance from it, on a logarithmic scale'),
  );
  const legend = lines.map(({ name, style }) => element('li', {}, curveSample(style), name));
  return [
    element(
      'p',
      { className: 'note' },
      l10n.t(
        'The same shares by distance from the last word, each line a power of ten or more below the one above:',
      ),
    ),
    element('div', { className: 'by-distance' }, chart, element('ul', { className: 'curves' }, ...legend)),
  ];
}

function idOf(text: string): string {
  if (text === NEAR) return 'near';
  return text === FAR ? 'far' : 'own';
}
