import * as l10n from '@vscode/l10n';
import type { TraceToken } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { quoted, shownText, unknownIs, unknownOf } from './describe.ts';
import { stepOf, type Scene, type SceneView } from './scene.ts';

/** Smaller shares of a hundred are not told apart. */
const LEAST_PERCENT = 0.001;
/** So many of the expected words are spoken. */
const SPOKEN = 3;

/** What a language model expects after a token, and how the text goes on. */
export class PredictionView implements SceneView {
  readonly root = element('section', { className: 'prediction' });
  private readonly speak: (sentence: string) => void;

  /** @param speak tells a screen reader what is expected after the token that was chosen */
  constructor(speak: (sentence: string) => void) {
    this.speak = speak;
  }

  show(scene: Scene): void {
    this.draw(scene);
  }

  select(scene: Scene): void {
    this.draw(scene);
    const { language, tokens } = scene.trace;
    if (!language) return;
    const step = stepOf(scene);
    const likeliest = (language.next[step] ?? []).slice(0, SPOKEN);
    const words = likeliest.map(({ word, probability }) => `${shownText(word)} ${percent(probability)}`);
    this.speak(`${headingOf(tokens[step])}: ${words.join(', ')}`);
  }

  private draw(scene: Scene): void {
    const { language, tokens } = scene.trace;
    if (!language) return this.root.replaceChildren();
    const step = stepOf(scene);
    const next = tokens[step + 1];
    const expected = language.next[step] ?? [];
    const most = expected[0]?.probability ?? 1;
    const lines = expected.map(({ word, probability }) => {
      const bar = element('span', { className: 'bar', attributes: { 'aria-hidden': 'true' } });
      bar.style.inlineSize = `${(100 * probability) / most}%`;
      const isNext = word === next?.word;
      return element(
        'li',
        { className: isNext ? 'word-line next' : 'word-line' },
        bar,
        element('span', { className: 'word' }, shownText(word)),
        element('span', { className: 'cosine' }, percent(probability)),
      );
    });
    this.root.replaceChildren(
      element('h2', {}, headingOf(tokens[step])),
      element('ol', {}, ...lines),
      ...(next ? [element('p', {}, goesOn(next, language.surprise[step + 1]))] : []),
      element('p', { className: 'note' }, meaningOf(language.perplexity)),
      ...unknownNote(tokens),
    );
  }
}

function headingOf(token: TraceToken): string {
  return l10n.t('After {0} the model expects', quoted(token));
}

function goesOn(next: TraceToken, bits: number): string {
  const word = next.isKnown ? quoted(next) : `${quoted(next)} (${unknownIs(next)})`;
  if (Number.isNaN(bits)) return l10n.t('The text goes on with {0}, which has no probability here.', word);
  return l10n.t(
    'The text goes on with {0}: probability {1}, surprise {2} bits.',
    word,
    percent(2 ** -bits),
    bits.toFixed(1),
  );
}

/** Unknown words make a text look easier than it is. */
function unknownNote(tokens: readonly TraceToken[]): HTMLElement[] {
  const [unknown, ...more] = unknownOf(tokens);
  if (!unknown) return [];
  const count = more.length + 1;
  const sentence =
    unknown.row < 0
      ? l10n.t(
          '{0} of {1} tokens are not in the vocabulary: the model gives them no probability, and they do not count.',
          count,
          tokens.length,
        )
      : l10n.t(
          '{0} of {1} tokens are not in the vocabulary: the model reads each of them as {2}, and what it foretells is {2}, not the word. Perplexity is lower for it, and not to be compared with that of a text whose words it knows.',
          count,
          tokens.length,
          unknown.word,
        );
  return [element('p', { className: 'note' }, sentence)];
}

function meaningOf(perplexity: number): string {
  return l10n.t(
    'Surprise is −log₂ of the probability that the model gave a token. The text’s perplexity, 2 to the power of the mean surprise, is {0}: as unsure as among so many equally likely tokens.',
    Number.isNaN(perplexity) ? '–' : perplexity.toFixed(1),
  );
}

export function percent(probability: number): string {
  const value = 100 * probability;
  return value > 0 && value < LEAST_PERCENT
    ? `< ${LEAST_PERCENT} %`
    : `${value.toFixed(value < 0.1 ? 3 : 1)} %`;
}
