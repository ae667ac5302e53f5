import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { Traits } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';
import { arrowPlot } from './arrowPlot.ts';
import { byHand, EXAMPLE, zerosNote } from './byHand.ts';
import { choice, slider } from './fields.ts';
import { numberFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import {
  bold,
  formula,
  fraction,
  letter,
  norm,
  over,
  root,
  row,
  sign,
  space,
  sub,
  sup,
  upright,
  number,
} from './mathml.ts';

/** Scores of 0 … 100 by person and trait. Jay's 38 is the tutorial's. */
const SCORES: readonly (readonly number[])[] = [
  [38, 90, 75, 40, 65],
  [35, 60, 65, 30, 95],
  [25, 30, 40, 85, 45],
];
/** What the tutorial prints for the example, and what it is right to answer up to. */
const SLIP = 0.86;
const TOLERANCE = 0.005;

/** What a reader has changed. */
interface Kept {
  person: number;
  traits: number;
  scores: readonly (readonly number[])[];
  a: readonly number[];
  b: readonly number[];
}

const BEGINNING: Kept = { person: 0, traits: 2, scores: SCORES, ...EXAMPLE };

/** People as vectors of their traits, and the cosine that compares them. */
export function traits(): Lesson {
  return {
    id: 'traits',
    title: l10n.t('Traits: a person as a vector'),
    text: [
      l10n.t(
        'A personality test gives Jay 38 of 100 for extraversion. Rescaled, so that −1 is the most introverted and 1 the most extraverted, that is (38 − 50) ÷ 50 = −0.24. (The tutorial that these lessons follow draws it at −0.4.)',
      ),
      l10n.t(
        'One number is little to know of a person. Two numbers are a place in a plane, or an arrow to it: a vector. People are alike whose arrows point the same way. The cosine of the angle between them measures that: 1 is the same direction, 0 a right angle, −1 the opposite. And it works for five numbers as for two, where nobody can draw arrows any more.',
      ),
    ],
    formula: cosineFormula(),
    build: (bench) => new TraitsPart(bench),
    question: {
      prompt: l10n.t('What is the cosine of [2, 3] and [1, 4]? Two decimals will do.'),
      isNumber: true,
      check: async (answer, bench) => {
        const given = numberFrom(answer);
        const { cosine } = await bench.ask('lessons/cosine', EXAMPLE);
        if (Math.abs(given - cosine) <= TOLERANCE) {
          const sentence = l10n.t(
            '14 ÷ √221 = {0}. The tutorial prints 0.86, which is a slip.',
            format(cosine),
          );
          return { isRight: true, sentence };
        }
        return { isRight: false, sentence: given === SLIP ? slip() : hint() };
      },
    },
    own: {
      sentence: l10n.t(
        'Words are vectors as people are here. ‘Nearest Words…’ computes the cosine of a word of yours with every other word of the active set.',
      ),
      label: l10n.t('Find the Nearest Words'),
      command: 'nearestWords',
    },
  };
}

function slip(): string {
  return l10n.t('0.86 is what the tutorial prints, but it has slipped: divide 14 by √13 · √17 once more.');
}

function hint(): string {
  return l10n.t(
    'Multiply what stands in the same place and add up; then divide by the lengths of both vectors.',
  );
}

/** cos(a, b) = a · b / ‖a‖ ‖b‖ = Σ a_i b_i / √Σ a_i² √Σ b_i² */
function cosineFormula(): Element {
  const [a, b] = ['a', 'b'].map((name) => () => bold(name));
  const entry = (name: string) => sub(letter(name), letter('i'));
  const sum = () => over('∑', letter('i'));
  const squares = (name: string) => root(sum(), sup(entry(name), number('2')));
  return formula(
    row(upright('cos'), sign('('), a(), sign(','), b(), sign(')'), sign('=')),
    fraction(row(a(), sign('·'), b()), row(norm(a()), space(0.2), norm(b()))),
    sign('='),
    fraction(row(sum(), entry('a'), space(0.2), entry('b')), row(squares('a'), space(0.2), squares('b'))),
  );
}

function people(): string[] {
  return ['Jay', l10n.t('Person {0}', 1), l10n.t('Person {0}', 2)];
}

/** The five large ones (the Big Five); extraversion is the first that was asked for. */
function traitNames(): string[] {
  return [
    l10n.t('Extraversion'),
    l10n.t('Openness'),
    l10n.t('Conscientiousness'),
    l10n.t('Agreeableness'),
    l10n.t('Neuroticism'),
  ];
}

class TraitsPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly live: Live<'lessons/traits'>;
  private readonly sliders: readonly ReturnType<typeof slider>[];
  private readonly plot = element('div', { className: 'plot' });
  private readonly numbers = element('div', { className: 'wide' });
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { ...BEGINNING, ...(bench.kept as Partial<Kept> | undefined) };
    this.live = new Live(bench, 'lessons/traits', (answer) => this.draw(answer));
    const names = people().map((label, i) => ({ id: String(i), label }));
    const person = choice(l10n.t('Person'), names, (id) => this.change({ person: Number(id) }));
    person.value = String(this.kept.person);
    const counts = [
      { id: '2', label: l10n.t('Two traits') },
      { id: '5', label: l10n.t('Five traits (the Big Five)') },
    ];
    const count = choice(l10n.t('By'), counts, (id) => this.change({ traits: Number(id) }));
    count.value = String(this.kept.traits);
    this.sliders = traitNames().map((name, i) =>
      slider(
        name,
        { min: 0, max: 100, step: 1 },
        (score) => l10n.t('{0} of 100', score),
        (score) => this.score(i, score),
      ),
    );
    const sliders = element('div', { className: 'sliders' }, ...this.sliders.map(({ root: each }) => each));
    const controls = element('div', { className: 'controls' }, person.root, count.root);
    const hand = byHand(bench, this.kept, (vectors) => this.keep(vectors));
    this.root = element(
      'div',
      {},
      controls,
      element(
        'div',
        { className: 'beside' },
        element('div', {}, sliders, this.live.fault, this.numbers),
        this.plot,
      ),
      hand,
    );
    this.show();
  }

  private score(trait: number, score: number): void {
    const { person, scores } = this.kept;
    this.change({ scores: scores.map((row, i) => (i === person ? row.with(trait, score) : row)) });
  }

  private change(changed: Partial<Kept>): void {
    this.keep(changed);
    this.show();
  }

  private keep(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
  }

  private show(): void {
    const { person, traits: count, scores } = this.kept;
    this.sliders.forEach((field, i) => {
      field.root.hidden = i >= count;
      if (field.value !== scores[person][i]) field.value = scores[person][i];
    });
    this.live.ask({ scores: scores.map((row) => row.slice(0, count)) });
  }

  private draw({ vectors, cosines }: Traits): void {
    const names = people();
    const count = vectors.length / names.length;
    const rows = names.map((name, i) => [
      name,
      ...Array.from(vectors.subarray(i * count, (i + 1) * count), (value) => format(value, 2)),
      format(cosines[i]),
    ]);
    const heads = [l10n.t('Person'), ...traitNames().slice(0, count), l10n.t('Cosine with {0}', names[0])];
    const isNowhere = names.some((_, i) =>
      vectors.subarray(i * count, (i + 1) * count).every((value) => value === 0),
    );
    this.numbers.replaceChildren(
      table(l10n.t('Rescaled to −1 … 1'), heads, rows),
      nearerOf(cosines),
      ...(isNowhere ? [element('p', { className: 'note' }, zerosNote())] : []),
    );
    const arrows = names.map((name, i) => ({ name, x: vectors[i * count], y: vectors[i * count + 1] }));
    const [x, y] = traitNames();
    this.plot.replaceChildren(
      arrowPlot(arrows, x, y),
      ...(count > 2
        ? [element('p', { className: 'note' }, l10n.t('The plane shows the first two traits only.'))]
        : []),
    );
  }
}

/** Who is nearer to the first person, in words. */
function nearerOf(cosines: Float32Array): HTMLElement {
  const [first, ...others] = people();
  const [one, two] = [cosines[1], cosines[2]];
  const sentence =
    one === two
      ? l10n.t('Both are equally near to {0}.', first)
      : l10n.t('{0} is nearer to {1}.', one > two ? others[0] : others[1], first);
  return element('p', { attributes: { role: 'status' } }, sentence);
}
