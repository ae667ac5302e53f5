import { element } from '../dom.ts';

/** Formulas as MathML, which browsers draw and screen readers read. */

const MATHML = 'http://www.w3.org/1998/Math/MathML';

type Part = Node | string;

function made(tag: string, parts: readonly Part[], attributes: Record<string, string> = {}): Element {
  const node = document.createElementNS(MATHML, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...parts);
  return node;
}

/** A formula on a line of its own, or in the line of a sentence. */
export const formula = (...parts: Part[]) => made('math', parts, { display: 'block' });
/** Formulas below each other. */
export const formulas = (...lines: Element[]) => element('div', {}, ...lines);
export const inlineFormula = (...parts: Part[]) => made('math', parts);
/** A letter that stands for something. */
export const letter = (name: string) => made('mi', [name]);
/** One that stands for a vector or a matrix. */
export const bold = (name: string) => made('mi', [name], { mathvariant: 'bold', class: 'bold' });
/** The name of a function: cos, tanh. */
export const upright = (name: string) => made('mi', [name], { mathvariant: 'normal' });
/** Between a function's name and what stands beside it without brackets. */
export const thinSpace = () => space(0.17);
export const sign = (name: string) => made('mo', [name]);
export const number = (value: string) => made('mn', [value]);
/** Room between parts, in em. */
export const space = (width = 1) => made('mspace', [], { width: `${width}em` });
/** Words within a formula. */
export const words = (text: string) => made('mtext', [text]);
export const row = (...parts: Part[]) => made('mrow', parts);
export const sub = (base: Part, index: Part) => made('msub', [base, index]);
export const sup = (base: Part, power: Part) => made('msup', [base, power]);
export const fraction = (above: Part, below: Part) => made('mfrac', [above, below]);
export const root = (...parts: Part[]) => made('msqrt', parts);
/** Σ, or another sign, over an index. */
export const over = (symbol: string, index: Part) =>
  made('munder', [made('mo', [symbol], { movablelimits: 'false' }), index]);
/** ∏, or another sign, over a beginning and under an end. */
export const fromTo = (symbol: string, begin: Part, end: Part) =>
  made('munderover', [made('mo', [symbol], { movablelimits: 'false' }), begin, end]);
/** ‖v‖ */
export const norm = (...parts: Part[]) => row(sign('‖'), ...parts, sign('‖'));
export const brackets = (...parts: Part[]) => row(sign('['), ...parts, sign(']'));
export const parentheses = (...parts: Part[]) => row(sign('('), ...parts, sign(')'));

/** Rows of entries between brackets, which are drawn by the style sheet: those of a font grow only where it is made for formulas. */
export function matrix(rows: readonly (readonly Part[])[]): Element {
  const lines = rows.map((entries) =>
    made(
      'mtr',
      entries.map((entry) => made('mtd', [entry])),
    ),
  );
  return made('mtable', lines, { class: 'bracketed' });
}

/** Parts with a sign between them. */
export function joined(parts: readonly Part[], between: string): Element {
  return row(...parts.flatMap((part, i) => (i === 0 ? [part] : [sign(between), part])));
}
