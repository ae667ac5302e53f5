import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { CosineSteps } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { numberInput } from './fields.ts';
import type { Bench } from './lesson.ts';
import { Live } from './live.ts';
import {
  bold,
  fraction,
  inlineFormula,
  joined,
  norm,
  number,
  parentheses,
  root,
  row,
  sign,
  sup,
  upright,
} from './mathml.ts';

/** The tutorial's example of a cosine. */
export const EXAMPLE = { a: [2, 3], b: [1, 4] };
const LIMITS = { min: -99, max: 99, step: 0.1 };

interface Vectors {
  a: readonly number[];
  b: readonly number[];
}

/** A cosine step by step, of two vectors of two numbers that the reader types. */
export function byHand(bench: Bench, begin: Vectors, keep: (vectors: Vectors) => void): HTMLElement {
  let vectors: Vectors = { a: begin.a, b: begin.b };
  const steps = element('ol', { className: 'steps', attributes: { 'aria-live': 'polite' } });
  const live = new Live(bench, 'lessons/cosine', (answer) =>
    steps.replaceChildren(...stepsOf(vectors, answer)),
  );
  const ask = () => live.ask({ a: [...vectors.a], b: [...vectors.b] });
  const fields = (['a', 'b'] as const).map((name) => {
    const inputs = vectors[name].map((value, i) => {
      const field = numberInput(l10n.t('{0}, number {1}', name, i + 1), LIMITS, (changed) => {
        vectors = { ...vectors, [name]: vectors[name].with(i, changed) };
        keep(vectors);
        ask();
      });
      field.value = value;
      return field.root;
    });
    return element('span', { className: 'vector' }, element('strong', {}, `${name} =`), ...inputs);
  });
  ask();
  return element(
    'div',
    { className: 'by-hand' },
    element('h3', {}, l10n.t('The cosine by hand')),
    element('div', { className: 'controls' }, ...fields),
    live.fault,
    steps,
  );
}

function stepsOf(vectors: Vectors, { products, dot, squares, norms, cosine }: CosineSteps): HTMLElement[] {
  const { a, b } = vectors;
  const terms = a.map((value, i) => row(numeral(value), sign('·'), numeral(b[i])));
  const length = (name: 'a' | 'b', i: number) =>
    inlineFormula(
      row(norm(bold(name)), sign('='), root(joined(vectors[name].map(squared), '+'))),
      row(sign('='), root(numeral(squares[i])), sign('='), number(format(norms[i]))),
    );
  const lengths = norms.map((value) => number(format(value)));
  const lines = [
    inlineFormula(
      row(bold('a'), sign('·'), bold('b'), sign('='), joined(terms, '+')),
      row(sign('='), joined(products.map(numeral), '+'), sign('='), numeral(dot)),
    ),
    length('a', 0),
    length('b', 1),
    // By zero nothing is divided.
    ...(squares.includes(0)
      ? []
      : [
          inlineFormula(
            row(upright('cos'), parentheses(bold('a'), sign(','), bold('b')), sign('=')),
            row(fraction(numeral(dot), joined(lengths, '·')), sign('='), number(format(cosine))),
          ),
        ]),
  ];
  return [
    ...lines.map((line) => element('li', {}, line)),
    ...notesOn(vectors, squares, cosine).map((note) => element('li', { className: 'note' }, note)),
  ];
}

/** What is to be said of these two vectors. */
function notesOn(vectors: Vectors, squares: readonly number[], cosine: number): string[] {
  if (isExample(vectors))
    return [
      l10n.t('The tutorial prints 0.86 for these two. That is a slip: 14 ÷ √221 is {0}.', format(cosine)),
    ];
  return squares.includes(0) ? [zerosNote()] : [];
}

export function zerosNote(): string {
  return l10n.t('A vector of zeros points nowhere: its cosine with any other is taken as 0.');
}

function isExample({ a, b }: Vectors): boolean {
  return String([a, b]) === String([EXAMPLE.a, EXAMPLE.b]);
}

/** A number with as many decimals as it needs; in brackets where it is below 0, since it stands between signs. */
function numeral(value: number): Element {
  const written = number(String(Number(value.toFixed(4))).replace('-', '−'));
  return value < 0 ? parentheses(written) : written;
}

function squared(value: number): Element {
  return sup(numeral(value), number('2'));
}
