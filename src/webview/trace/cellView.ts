import * as l10n from '@vscode/l10n';
import type { GateTerms, TraceCell } from '../../protocol/recurrent.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { quoted } from './describe.ts';
import type { Cell } from './geometry.ts';
import { ledger, line, type LedgerPlace } from './ledger.ts';
import { beginningOf, meaningOfSymbols, unknownInput } from './meaning.ts';
import type { Questions } from './questions.ts';
import { statesOf, type Scene, type SceneView } from './scene.ts';
import { partName, partWords } from './states.ts';
import { c, formulas, h, math, resetState, squashOf, symbol, x } from './symbols.ts';

/** A key that is held goes from step to step: only where it rests, all numbers are shown, in milliseconds. */
const REST_MS = 60;

/** The formulas of the network and, for a selected cell, their numbers line by line. */
export class CellView implements SceneView {
  readonly root = element('section', { className: 'cell', tabIndex: 0 });
  private readonly questions: Questions;
  private readonly speak: (sentence: string) => void;
  private resting = 0;
  /** Which folded parts are open: they stay so from cell to cell. */
  private readonly open = new Set<string>();
  private last = 0;

  constructor(questions: Questions, speak: (sentence: string) => void) {
    this.questions = questions;
    this.speak = speak;
  }

  show(scene: Scene): void {
    if (!scene.cell) this.explain(scene);
    this.select(scene);
  }

  select(scene: Scene): void {
    const { cell } = scene;
    clearTimeout(this.resting);
    if (cell) this.resting = window.setTimeout(() => this.ask(scene, cell), REST_MS);
  }

  private ask(scene: Scene, cell: Cell): void {
    const number = ++this.last;
    this.questions.ask('cell', { ...cell, ...statesOf(scene) }).then(
      (answer) => {
        if (number !== this.last) return;
        this.showCell(scene, answer);
        // In a low panel the formula would come where nobody sees it.
        this.root.querySelector('h2')?.scrollIntoView({ block: 'nearest' });
        this.speak(`${nameCell(scene, answer)}: ${speakFormula(scene, answer)}`);
      },
      (fault: Error) =>
        this.root.replaceChildren(element('p', { attributes: { role: 'alert' } }, fault.message)),
    );
  }

  /** Before a cell is selected. */
  private explain(scene: Scene): void {
    const how = l10n.t(
      'Select a cell to see its numbers: click it, or go there with the arrow keys and press Enter.',
    );
    this.root.replaceChildren(formulasOf(scene), element('p', {}, how), meaningOfSymbols(scene));
  }

  /** All numbers of a cell. */
  private showCell(scene: Scene, cell: TraceCell): void {
    const { trace } = scene;
    const token = trace.tokens[cell.step];
    const t = cell.step + 1;
    const symbols = element('summary', {}, l10n.t('What the symbols mean'));
    const place = placeOf(scene, cell);
    const details = this.gates(scene, cell, place);
    const scroll = this.root.scrollTop;
    this.root.replaceChildren(
      element('h2', {}, `${quoted(token)} · t = ${t} · ${l10n.t('unit {0}', cell.unit + 1)}`),
      formulasOf(scene),
      ...(cell.gates.length === 1 ? [substituted(cell, squashOf(trace.kind, 'h'))] : []),
      ...details,
      element(
        'p',
        { className: 'note' },
        l10n.t('Rounded to four decimals. Tokens, units and terms count from 1.'),
      ),
      this.foldable('symbols', element('details', {}, symbols, meaningOfSymbols(scene))),
    );
    this.root.scrollTop = scroll;
  }

  /** An RNN's one sum; of an LSTM or GRU how its gates make the state, and each gate's sum folded. */
  private gates({ trace }: Scene, cell: TraceCell, place: Omit<LedgerPlace, 'squash'>): HTMLElement[] {
    const ledgerOf = (gate: GateTerms) =>
      ledger(gate, { ...place, squash: squashOf(trace.kind, gate.gate) }, (name, part) =>
        this.foldable(name, part),
      );
    if (cell.gates.length === 1) return [ledgerOf(cell.gates[0])];
    const folded = cell.gates.map((gate) => {
      const squash = squashOf(trace.kind, gate.gate);
      const result = `${squash}(${format(gate.sum)}) = ${format(gate.value)}`;
      const title = element(
        'summary',
        {},
        element('span', {}, partWords(gate.gate)),
        ' ',
        math(symbol(gate.gate, cell.step + 1), `[${cell.unit + 1}] = ${result}`),
      );
      const details = element('details', { className: 'gate' }, title);
      details.addEventListener('toggle', () => {
        if (details.open && details.childElementCount === 1) details.append(ledgerOf(gate));
      });
      return this.foldable(`gate-${gate.gate}`, details);
    });
    return [stateTable(cell, place.before), element('div', { className: 'gates' }, ...folded)];
  }

  private foldable(name: string, details: HTMLDetailsElement): HTMLDetailsElement {
    details.open = this.open.has(name);
    details.addEventListener('toggle', () => {
      if (details.open) this.open.add(name);
      else this.open.delete(name);
    });
    return details;
  }
}

function isReverse({ trace, shown }: Scene): boolean {
  return trace.layers[shown.layer].direction === 'reverse';
}

function formulasOf(scene: Scene): HTMLElement {
  return formulas(scene.trace, isReverse(scene) ? 't+1' : 't−1');
}

/** Where the numbers of a cell come from, and why some of them are zeros. */
function placeOf(scene: Scene, cell: TraceCell): Omit<LedgerPlace, 'squash'> {
  const { trace, shown, params } = scene;
  const t = cell.step + 1;
  const before = t + (isReverse(scene) ? 1 : -1);
  const isFirst = before === 0 || before > trace.tokens.length;
  const { layer } = trace.layers[shown.layer];
  const inputNotes = [];
  if (layer > 0) inputNotes.push(note(math(x(t)), l10n.t('is the output of layer {0}', layer)));
  else if (!trace.tokens[cell.step].isKnown)
    inputNotes.push(
      note(element('span', { className: 'mark hatched' }), unknownInput(trace.tokens[cell.step], params, t)),
    );
  const isZero = cell.previous.every((value) => value === 0);
  const start = isZero ? math(h(before), ' = 0') : beginningOf(scene);
  const border = isReverse(scene) ? l10n.t('behind the last token:') : l10n.t('before the first token:');
  const previous = (gate: string) => (gate === 'n' && trace.resetsFirst ? resetState(t, before) : h(before));
  return { cell, before, previous, inputNotes, hiddenNotes: isFirst ? [note(border, start)] : [] };
}

/** How the gates make the state of an LSTM or GRU. */
function stateTable({ step, unit, gates, cell, before, value }: TraceCell, previous: number): HTMLElement {
  const t = step + 1;
  const row = `[${unit + 1}]`;
  const gate = (name: string) => gates.find((each) => each.gate === name)?.value ?? NaN;
  const lines = gates.map((each) => line('', math(symbol(each.gate, t), row), each.value));
  if (cell) {
    const kept = `${format(gate('f'))} · ${format(cell.before)}`;
    const added = `${format(gate('i'))} · ${format(gate('g'))}`;
    lines.push(
      line('', math(c(previous), row), cell.before),
      line('', math(c(t), `${row} = ${kept} + ${added}`), cell.after),
      line('', math(h(t), `${row} = ${format(gate('o'))} · tanh(${format(cell.after)})`), value),
    );
  } else {
    const fresh = `(1 − ${format(gate('z'))}) · ${format(gate('n'))}`;
    lines.push(
      line('', math(h(previous), row), before),
      line('', math(h(t), `${row} = ${fresh} + ${format(gate('z'))} · ${format(before)}`), value),
    );
  }
  const end = lines.pop() as HTMLElement;
  const parts = [element('tbody', {}, ...lines), element('tfoot', {}, end)];
  return element('table', { className: 'ledger result' }, ...parts);
}

/** Which cell it is, for a screen reader. */
function nameCell({ trace }: Scene, { step, unit }: TraceCell): string {
  return l10n.t('token {0} {1}, unit {2}', step + 1, quoted(trace.tokens[step]), unit + 1);
}

/** The same for a screen reader, in one sentence. */
function speakFormula({ trace }: Scene, cell: TraceCell): string {
  if (cell.gates.length > 1) {
    const gates = cell.gates.map(({ gate, value }) => `${partName(gate)} ${format(value)}`);
    const state = cell.cell ? [`c ${format(cell.cell.after)}`] : [];
    return [...gates, ...state, `h ${format(cell.value)}`].join(', ');
  }
  const { inputTerm, biasIh, hiddenTerm, biasHh, sum, value } = cell;
  const [input, ih, hidden, hh, total, result] = [inputTerm, biasIh, hiddenTerm, biasHh, sum, value].map(
    (n) => format(n),
  );
  return l10n.t(
    'From the input {0}, bias {1}, from the state before {2}, bias {3}, sum {4}, {5} {6}',
    input,
    ih,
    hidden,
    hh,
    total,
    squashOf(trace.kind, 'h'),
    result,
  );
}

/** The formula once more, with the numbers in the places of its terms. */
function substituted(
  { step, unit, inputTerm, biasIh, hiddenTerm, biasHh, sum, value }: TraceCell,
  squash: string,
): HTMLElement {
  const added = (term: number) => `${term < 0 ? '−' : '+'} ${format(Math.abs(term))}`;
  return element(
    'p',
    { className: 'formula' },
    math(h(step + 1), `[${unit + 1}] = ${squash}(${format(inputTerm)}`),
    ...[biasIh, hiddenTerm].flatMap((term) => [' ', math(added(term))]),
    ' ',
    math(`${added(biasHh)})`),
    ' ',
    math(`= ${squash}(${format(sum)})`),
    ' ',
    element('strong', {}, math(`= ${format(value)}`)),
  );
}

/** Why a vector is what it is. */
function note(...parts: (Node | string)[]): HTMLElement {
  return element('p', { className: 'zero' }, ...parts);
}
