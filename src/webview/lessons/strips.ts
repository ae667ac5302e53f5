import * as l10n from '@vscode/l10n';
import { COLOUR_RANGE } from '../../common/colours.ts';
import { format } from '../../common/numbers.ts';
import type { Strips } from '../../protocol/lessons.ts';
import { colourScale } from '../colourScale.ts';
import { element } from '../dom.ts';
import { strip } from '../strip.ts';
import { table } from '../table.ts';
import { choice, slider, textInput } from './fields.ts';
import type { Bench, Lesson, LessonPart, Verdict } from './lesson.ts';
import { Live } from './live.ts';
import { bold, brackets, formula, letter, number, row, sign, space, sub, upright } from './mathml.ts';

/** The tutorial's words, in the order in which the engine has them; pairs of them as the question offers them. */
const MAN_WOMAN_KING = ['man', 'woman', 'king'];
const PAIRS = [
  [0, 2],
  [0, 1],
  [1, 2],
] as const;

/** What a reader has changed. */
interface Kept {
  /** Whether the words are those of the active set. */
  isOwn: boolean;
  text: string;
  first: number;
  second: number;
  least: number;
}

const BEGINNING: Kept = { isOwn: false, text: '', first: 0, second: 1, least: 0.5 };

/** A word's numbers as a strip of colours, and what differs from word to word. */
export function strips(): Lesson {
  return {
    id: 'strips',
    title: l10n.t('Strips: a word as a vector'),
    text: [
      l10n.t(
        'What can be done with people can be done with words. These are the numbers that GloVe has learned for three words from Wikipedia and news: 50 for each. Nobody has given the numbers names such as ‘extraversion’; the training found what is useful.',
      ),
      l10n.t(
        'Fifty numbers are hard to read, but easy to see: each is a cell, red where it is near 2, white near 0, blue near −2. Words that are used alike have strips that look alike.',
      ),
    ],
    formula: vectorFormula(),
    build: (bench) => new StripsPart(bench),
    question: {
      prompt: l10n.t('Which two of the three words are nearest to each other?'),
      choices: PAIRS.map(([a, b], i) => ({
        id: String(i),
        label: l10n.t('{0} and {1}', MAN_WOMAN_KING[a], MAN_WOMAN_KING[b]),
      })),
      check: (answer, bench) => checkNearest(Number(answer), bench),
    },
    own: {
      sentence: l10n.t(
        'The map of your own set shows such strips, too: press v on it, and add words. With no set open yet, you are offered to open one.',
      ),
      label: l10n.t('Show My Map'),
      command: 'showMap',
    },
  };
}

async function checkNearest(answer: number, bench: Bench): Promise<Verdict> {
  const { cosines } = await bench.ask('lessons/strips', { first: 0, second: 1, least: 0 });
  const scores = PAIRS.map(([a, b]) => cosines[a * MAN_WOMAN_KING.length + b]);
  const most = Math.max(...scores);
  if (scores[answer] === most) {
    const others = scores.filter((score) => score !== most).map((score) => format(score, 2));
    const sentence = l10n.t(
      'Their cosine is {0}; the other pairs have {1} and {2}.',
      format(most, 2),
      others[0],
      others[1],
    );
    return { isRight: true, sentence };
  }
  const sentence = l10n.t('Choose that pair above, and see how much of it stays lit; then try another pair.');
  return { isRight: false, sentence };
}

/** v_king = [0.50451, 0.68607, …] ∈ ℝ⁵⁰ */
function vectorFormula(): Element {
  const v = sub(bold('v'), upright('king'));
  const entries = ['0.50451', '0.68607', '−0.59517', '…', '−0.51042'];
  const listed = entries.flatMap((entry, i) => (i === 0 ? [number(entry)] : [sign(','), number(entry)]));
  return formula(row(v, sign('='), brackets(...listed), space(), sign('∈'), letter('ℝ'), number('⁵⁰')));
}

class StripsPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly live: Live<'lessons/strips'>;
  private readonly source: ReturnType<typeof choice>;
  private readonly text: ReturnType<typeof textInput>;
  private readonly first: ReturnType<typeof choice>;
  private readonly second: ReturnType<typeof choice>;
  private readonly all = element('div', { className: 'strip-list' });
  private readonly lit = element('div', { className: 'strip-list' });
  private readonly numbers = element('div', { className: 'wide' });
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { ...BEGINNING, ...(bench.kept as Partial<Kept> | undefined) };
    this.live = new Live(bench, 'lessons/strips', (answer) => this.draw(answer));
    this.source = choice(l10n.t('Words of'), [], (id) =>
      this.change({ isOwn: id === 'own', first: 0, second: 1 }),
    );
    this.text = textInput(l10n.t('Words'), (text) => this.change({ text }));
    this.text.value = this.kept.text;
    this.first = choice(l10n.t('Compare'), [], (id) => this.change({ first: Number(id) }));
    this.second = choice(l10n.t('with'), [], (id) => this.change({ second: Number(id) }));
    const least = slider(
      l10n.t('Lit where they differ by'),
      { min: 0, max: 2, step: 0.1 },
      (value) => l10n.t('{0} or more', format(value, 1)),
      (value) => this.change({ least: value }),
    );
    least.value = this.kept.least;
    this.root = element(
      'div',
      {},
      element('div', { className: 'controls' }, this.source.root, this.text.root),
      this.live.fault,
      this.all,
      colourScale(COLOUR_RANGE),
      element('h3', {}, l10n.t('What differs')),
      element('div', { className: 'controls' }, this.first.root, this.second.root, least.root),
      this.lit,
      this.numbers,
    );
    this.setChanged();
  }

  /** The words of the set that is active can be looked at, where one is. */
  setChanged(): void {
    const { set } = this.bench;
    const own = set ? [{ id: 'own', label: l10n.t('{0} (the active set)', set.name) }] : [];
    this.source.offer([{ id: 'glove', label: l10n.t('GloVe, as in the tutorial') }, ...own]);
    this.ask();
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  private ask(): void {
    const { set } = this.bench;
    const { isOwn, text, first, second, least } = this.kept;
    const isSet = isOwn && set !== undefined;
    this.source.value = isSet ? 'own' : 'glove';
    this.text.root.hidden = !isSet;
    this.live.ask({ first, second, least, ...(isSet ? { setId: set.id, text } : {}) });
  }

  private draw(answer: Strips): void {
    const { words, dims, vectors, difference, differs, count, cosines } = answer;
    const vectorOf = (i: number) => vectors.subarray(i * dims, (i + 1) * dims);
    this.all.replaceChildren(...words.flatMap((word, i) => stripLine(word, vectorOf(i))));
    const [first, second] = this.pair(words);
    // What does not differ is grey, as what is not a number is everywhere.
    const litOnly = (vector: Float32Array) => vector.map((value, i) => (differs[i] ? value : NaN));
    const name = l10n.t('{0} − {1}', words[first], words[second]);
    const cosine = format(cosines[first * words.length + second]);
    const sentence = l10n.t(
      '{0} of {1} numbers differ that much. The cosine of the whole vectors is {2}.',
      count,
      dims,
      cosine,
    );
    this.lit.replaceChildren(
      ...stripLine(words[first], litOnly(vectorOf(first))),
      ...stripLine(words[second], litOnly(vectorOf(second))),
      ...stripLine(name, litOnly(difference)),
      element('p', { className: 'across', attributes: { role: 'status' } }, sentence),
    );
    this.numbers.replaceChildren(numbersOf(answer, vectorOf, name));
  }

  /** The places of the two that are compared, as the lists offer them. */
  private pair(words: readonly string[]): [number, number] {
    const places = words.map((label, i) => ({ id: String(i), label }));
    const { first, second } = this.kept;
    const shown: [number, number] = [words[first] ? first : 0, words[second] ? second : words.length - 1];
    [this.first, this.second].forEach((field, i) => {
      field.offer(places);
      field.value = String(shown[i]);
    });
    return shown;
  }
}

function stripLine(name: string, vector: Float32Array): HTMLElement[] {
  return [element('span', { className: 'name' }, name), strip(vector, COLOUR_RANGE, name)];
}

/** The numbers themselves, for whoever would rather read than see. */
function numbersOf(
  { words, dims, difference, differs }: Strips,
  vectorOf: (i: number) => Float32Array,
  name: string,
): HTMLElement {
  const rows = Array.from({ length: dims }, (_, d) => {
    const value = format(difference[d], 3);
    return [
      String(d + 1),
      ...words.map((_word, i) => format(vectorOf(i)[d], 3)),
      differs[d] ? element('strong', {}, value) : value,
    ];
  });
  const summary = element('summary', {}, l10n.t('The numbers'));
  const caption = l10n.t('Each word’s numbers, and where they differ (bold)');
  return element('details', {}, summary, table(caption, [l10n.t('Number'), ...words, name], rows));
}
