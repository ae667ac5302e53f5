import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { CosineSteps } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { numberInput } from './fields.ts';
import type { Bench } from './lesson.ts';
import { Live } from './live.ts';

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

function stepsOf({ a, b }: Vectors, { products, dot, squares, norms, cosine }: CosineSteps): HTMLElement[] {
  const terms = a.map((value, i) => `${plain(value)} · ${plain(b[i])}`).join(' + ');
  const parts = products.map(plain).join(' + ');
  const length = (name: string, vector: readonly number[], i: number) => {
    const sum = vector.map((value) => `${plain(value)}²`).join(' + ');
    return `‖${name}‖ = √(${sum}) = √${plain(squares[i])} = ${format(norms[i])}`;
  };
  const lines = [
    `a · b = ${terms} = ${parts} = ${plain(dot)}`,
    length('a', a, 0),
    length('b', b, 1),
    `cos(a, b) = ${plain(dot)} ÷ (${format(norms[0])} · ${format(norms[1])}) = ${format(cosine)}`,
  ];
  const notes = isExample({ a, b })
    ? [l10n.t('The tutorial prints 0.86 for these two. That is a slip: 14 ÷ √221 is {0}.', format(cosine))]
    : squares.includes(0)
      ? [l10n.t('A vector of zeros points nowhere: its cosine with any other is taken as 0.')]
      : [];
  return [
    ...lines.map((line) => element('li', {}, line)),
    ...notes.map((note) => element('li', { className: 'note' }, note)),
  ];
}

function isExample({ a, b }: Vectors): boolean {
  return String([a, b]) === String([EXAMPLE.a, EXAMPLE.b]);
}

/** A number with as many decimals as it needs; one below 0 in brackets would be more to read, so it has its sign alone. */
function plain(value: number): string {
  return String(Number(value.toFixed(4))).replace('-', '−');
}
