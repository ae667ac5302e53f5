import * as l10n from '@vscode/l10n';
import { MOST_VOCABULARY } from '../../common/lessonLimits.ts';
import { format } from '../../common/numbers.ts';
import type { OneHot } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { table } from '../table.ts';
import { slider, textInput } from './fields.ts';
import { numberFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import {
  bold,
  brackets,
  formula,
  fraction,
  letter,
  norm,
  number,
  parentheses,
  row,
  sign,
  space,
  sub,
  upright,
  words,
} from './mathml.ts';

const ARTICLE_WORDS = '秃 头 小 苏';
/** The vocabulary of the question. */
const ASKED_SIZE = 10_000;

/** What a reader has changed. */
interface Kept {
  text: string;
  /** log₁₀ of the words that the vocabulary is imagined to have; 0: as many as were typed. */
  power: number;
}

/** Words as rows with a single one: simple, large, and blind to what words have to do with each other. */
export function oneHot(): Lesson {
  return {
    id: 'oneHot',
    title: l10n.t('One-hot: a number for each word'),
    text: [
      l10n.t(
        'A computer does not know words; it knows numbers. The simplest way from one to the other is to write all words into a list, and each word as a row that is 0 everywhere and 1 in its own place.',
      ),
      l10n.t(
        'That works, but it has two flaws. The rows grow with every word that the list gets. And no word has more to do with one word than with any other: the cosine, which says how alike two rows are, is 0 for all of them.',
      ),
    ],
    formula: oneHotFormula(),
    build: (bench) => new OneHotPart(bench),
    question: {
      prompt: l10n.t('A vocabulary has {0} words. How many zeros are in the row of one word?', '10,000'),
      isNumber: true,
      check: async (answer, bench) => {
        const { zeros } = await bench.ask('lessons/oneHot', { text: ARTICLE_WORDS, size: ASKED_SIZE });
        const written = zeros.toLocaleString();
        if (numberFrom(answer) === zeros)
          return { isRight: true, sentence: l10n.t('One place is 1, and the other {0} are 0.', written) };
        const sentence = l10n.t('Drag the slider above to 10,000 words, and look at the zeros in each row.');
        return { isRight: false, sentence };
      },
    },
    own: {
      sentence: l10n.t(
        'How long would the rows be for a text of yours? ‘Train on…’ counts first how many different words it has.',
      ),
      label: l10n.t('Count the Words of My Text'),
      command: 'train',
    },
  };
}

/** cos(e_i, e_j) = e_i · e_j / ‖e_i‖ ‖e_j‖ = 0 for i ≠ j */
function oneHotFormula(): Element {
  const e = (index: string) => sub(bold('e'), letter(index));
  const entries = ['0', '…', '0', '1', '0', '…', '0'].flatMap((entry) => [space(0.2), number(entry)]);
  const pair = parentheses(e('i'), sign(','), e('j'));
  return formula(
    row(e('i'), sign('='), brackets(...entries, space(0.2)), space(3)),
    row(upright('cos'), pair, sign('=')),
    fraction(row(e('i'), sign('·'), e('j')), row(norm(e('i')), norm(e('j')))),
    row(
      sign('='),
      number('0'),
      space(),
      words(l10n.t('for')),
      space(0.4),
      letter('i'),
      sign('≠'),
      letter('j'),
    ),
  );
}

class OneHotPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly matrix = element('div', { className: 'wide' });
  private readonly sizes = element('div');
  private readonly cosines = element('div', { className: 'wide' });
  private readonly live: Live<'lessons/oneHot'>;
  private readonly size: ReturnType<typeof slider>;
  /** A vocabulary has no fewer words than were typed. */
  private fewest = 0;
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { text: ARTICLE_WORDS, power: 0, ...(bench.kept as Partial<Kept> | undefined) };
    this.live = new Live(bench, 'lessons/oneHot', (answer) => this.draw(answer));
    const text = textInput(l10n.t('Words'), (value) => this.change({ text: value }));
    text.value = this.kept.text;
    const most = Math.log10(MOST_VOCABULARY);
    this.size = slider(
      l10n.t('Words in the vocabulary'),
      { min: 0, max: most, step: 0.1 },
      (power) => (power === 0 ? l10n.t('only these') : Math.max(sizeOf(power), this.fewest).toLocaleString()),
      (power) => this.change({ power }),
    );
    this.size.value = this.kept.power;
    const controls = element('div', { className: 'controls' }, text.root, this.size.root);
    this.root = element('div', {}, controls, this.live.fault, this.matrix, this.sizes, this.cosines);
    this.ask();
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  private ask(): void {
    const { text, power } = this.kept;
    this.live.ask({ text, ...(power > 0 ? { size: sizeOf(power) } : {}) });
  }

  private draw(answer: OneHot): void {
    const { words: typed, size, zeros, numbers, bytes, cosines } = answer;
    this.fewest = typed.length;
    this.size.value = this.kept.power;
    this.matrix.replaceChildren(matrixTable(answer));
    this.sizes.replaceChildren(
      figures([
        [l10n.t('Numbers in each row'), size.toLocaleString()],
        [l10n.t('Zeros in each row'), zeros.toLocaleString()],
        [l10n.t('Numbers for the whole vocabulary'), numbers.toLocaleString()],
        [l10n.t('Memory that they take'), bytesOf(bytes)],
      ]),
    );
    const rows = typed.map((word, i) => [
      word,
      ...typed.map((_, j) => format(cosines[i * typed.length + j], 0)),
    ]);
    const caption = l10n.t('Cosine of each word with each: 1 with itself, 0 with every other');
    this.cosines.replaceChildren(table(caption, [l10n.t('Word'), ...typed], rows));
    this.bench.speak(l10n.t('Words: {0}. Zeros in each row: {1}.', size, zeros));
  }
}

/** The rows as numbers; what is too long to be shown is counted. */
function matrixTable({ words: typed, size, rows }: OneHot): HTMLTableElement {
  const columns = rows.length / typed.length;
  const rest = size - columns;
  const lines = typed.map((word, i) => [
    word,
    ...Array.from(rows.subarray(i * columns, (i + 1) * columns), (value) =>
      element('span', { className: value === 1 ? 'hot' : 'zero' }, String(value)),
    ),
    ...(rest > 0 ? [l10n.t('… and {0} more zeros', rest.toLocaleString())] : []),
  ]);
  const heads = Array.from({ length: columns }, (_, i) => typed[i] ?? `${i + 1}`);
  const more = rest > 0 ? [l10n.t('… to {0}', size.toLocaleString())] : [];
  const made = table(l10n.t('The words, one-hot'), [l10n.t('Word'), ...heads, ...more], lines);
  made.className = 'one-hot';
  return made;
}

function sizeOf(power: number): number {
  return Math.round(10 ** power);
}

/** Bytes in the unit that fits. */
function bytesOf(bytes: number): string {
  const units = [
    (value: string) => l10n.t('{0} bytes', value),
    (value: string) => l10n.t('{0} KB', value),
    (value: string) => l10n.t('{0} MB', value),
    (value: string) => l10n.t('{0} GB', value),
  ];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return units[unit](Number((bytes / 1000 ** unit).toPrecision(3)).toLocaleString());
}
