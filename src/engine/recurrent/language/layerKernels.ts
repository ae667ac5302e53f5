import { fill, rowsOf, tableSize, type Algebra, type Table } from '../../kernels/algebra.ts';
import { activate, gatesOf, type CellWeights, type Sums } from '../cells.ts';
import { localGradients, type LocalGradients } from '../gradients.ts';
import { columnSums, copyInto } from './rows.ts';
import type { LanguageShape } from './model.ts';

/** So many numbers the tables of a layer take. */
export function layerNumbers(
  { kind, hiddenSize }: LanguageShape,
  width: number,
  steps: number,
  streams: number,
): number {
  const rows = gatesOf(kind) * hiddenSize;
  const tokens = steps * streams;
  return (
    2 * tableSize(tokens, width) +
    tableSize(width, tokens) +
    2 * tableSize(rows, width) +
    tableSize(width, rows) +
    2 * tableSize(rows, hiddenSize) +
    tableSize(hiddenSize, rows) +
    3 * tableSize(tokens, rows) +
    tableSize(rows, tokens) +
    tableSize(streams, rows) +
    tableSize(tokens + streams, hiddenSize) +
    tableSize(hiddenSize, tokens) +
    tableSize(streams, hiddenSize)
  );
}

/** One layer over a batch: forward, and back through time. Row t · streams + s of a table is stream s at step t. */
export class LayerKernels {
  /** [tokens × width] What it reads; to be filled before {@link forward}. */
  readonly input: Table;
  private readonly algebra: Algebra;
  private readonly cell: Pick<LanguageShape, 'kind' | 'hiddenSize'>;
  private readonly steps: number;
  private readonly streams: number;
  private readonly inputT: Table;
  private readonly weightIh: Table;
  private readonly weightIhT: Table;
  private readonly weightHh: Table;
  private readonly weightHhT: Table;
  private readonly inputTerms: Table;
  private readonly hiddenTerms: Table;
  /** [(tokens + streams) × hidden] The states before the batch, and those of its steps. */
  private readonly h: Table;
  private readonly hT: Table;
  /** Gradients by W_ih x + b_ih and by W_hh h + b_hh, which differ in a GRU alone: [tokens × gates·hidden] */
  private readonly inputErrors: Table;
  private readonly hiddenErrors: Table;
  private readonly errorsT: Table;
  private readonly inputGradient: Table;
  private readonly weightIhGradient: Table;
  private readonly weightHhGradient: Table;
  private readonly hiddenGradient: Table;
  /** As {@link h}, of an LSTM. */
  private readonly c: Float32Array;
  private readonly record: { h: Float32Array; c: Float32Array; gates: Float32Array; candidate: Float32Array };
  private readonly sums: Sums;
  private biases: Pick<CellWeights, 'biasIh' | 'biasHh'>;

  constructor(algebra: Algebra, shape: LanguageShape, width: number, steps: number, streams: number) {
    const { kind, hiddenSize: size } = shape;
    const rows = gatesOf(kind) * size;
    const tokens = steps * streams;
    this.algebra = algebra;
    this.cell = { kind, hiddenSize: size };
    this.steps = steps;
    this.streams = streams;
    this.input = algebra.table(tokens, width);
    this.inputT = algebra.table(width, tokens);
    this.weightIh = algebra.table(rows, width);
    this.weightIhT = algebra.table(width, rows);
    this.weightHh = algebra.table(rows, size);
    this.weightHhT = algebra.table(size, rows);
    this.inputTerms = algebra.table(tokens, rows);
    this.hiddenTerms = algebra.table(streams, rows);
    this.h = algebra.table(tokens + streams, size);
    this.hT = algebra.table(size, tokens);
    this.inputErrors = algebra.table(tokens, rows);
    this.hiddenErrors = kind === 'gru' ? algebra.table(tokens, rows) : this.inputErrors;
    this.errorsT = algebra.table(rows, tokens);
    this.inputGradient = algebra.table(tokens, width);
    this.weightIhGradient = algebra.table(rows, width);
    this.weightHhGradient = algebra.table(rows, size);
    this.hiddenGradient = algebra.table(streams, size);
    this.c = new Float32Array(kind === 'lstm' ? (tokens + streams) * size : 0);
    this.record = {
      h: new Float32Array(tokens * size),
      c: this.c.subarray(streams * size),
      gates: new Float32Array(tokens * rows),
      candidate: new Float32Array(kind === 'gru' ? tokens * size : 0),
    };
    this.sums = { input: new Float32Array(rows), hidden: new Float32Array(rows) };
    this.biases = { biasIh: this.sums.input, biasHh: this.sums.hidden };
  }

  load({ weightIh, weightHh, ...biases }: CellWeights): void {
    fill(this.weightIh, weightIh);
    fill(this.weightHh, weightHh);
    this.biases = biases;
  }

  /** @returns the states of all steps, [tokens × hidden]; `h` and `c` move on from before the batch to behind it */
  forward(h: Float32Array, c: Float32Array): Table {
    const { algebra, steps, streams, hiddenTerms } = this;
    const size = this.cell.hiddenSize;
    algebra.multiply(this.input, this.weightIh, this.inputTerms);
    fill(rowsOf(this.h, 0, streams), h);
    if (this.c.length > 0) this.c.set(c);
    for (let t = 0; t < steps; t++) {
      algebra.multiply(rowsOf(this.h, t * streams, streams), this.weightHh, hiddenTerms);
      for (let s = 0; s < streams; s++) this.step(t * streams + s, s);
    }
    const last = (steps - 1) * streams * size;
    h.set(this.record.h.subarray(last));
    if (this.c.length > 0) c.set(this.record.c.subarray(last));
    return rowsOf(this.h, streams, steps * streams);
  }

  /**
   * @param above gradients by the states of all steps, [tokens × hidden]
   * @param into gets the gradients by the weights
   * @returns the gradients by the input, [tokens × width]
   */
  backward(above: Table, into: CellWeights): Table {
    const { algebra, steps, streams, weightHhT, hiddenErrors, hiddenGradient } = this;
    const size = this.cell.hiddenSize;
    algebra.transpose(this.weightHh, weightHhT);
    algebra.transpose(this.weightIh, this.weightIhT);
    const dh = new Float32Array(streams * size);
    const dc = new Float32Array(streams * size);
    for (let t = steps - 1; t >= 0; t--) {
      for (let s = 0; s < streams; s++) {
        const part = [s * size, (s + 1) * size] as const;
        this.stepBack(t * streams + s, above, dh.subarray(...part), dc.subarray(...part));
      }
      algebra.multiply(rowsOf(hiddenErrors, t * streams, streams), weightHhT, hiddenGradient);
      for (let s = 0; s < streams; s++)
        for (let u = 0; u < size; u++)
          dh[s * size + u] += hiddenGradient.values[s * hiddenGradient.stride + u];
    }
    this.weightGradients(into);
    algebra.multiply(this.inputErrors, this.weightIhT, this.inputGradient);
    return this.inputGradient;
  }

  private step(row: number, stream: number): void {
    const { cell, sums, record, biases, inputTerms, hiddenTerms, h, streams } = this;
    const rows = sums.input.length;
    const size = cell.hiddenSize;
    const [input, hidden] = [row * inputTerms.stride, stream * hiddenTerms.stride];
    for (let i = 0; i < rows; i++) {
      sums.input[i] = inputTerms.values[input + i] + biases.biasIh[i];
      sums.hidden[i] = hiddenTerms.values[hidden + i] + biases.biasHh[i];
    }
    const into = {
      h: record.h.subarray(row * size, (row + 1) * size),
      c: record.c.subarray(row * size, (row + 1) * size),
      gates: record.gates.subarray(row * rows, (row + 1) * rows),
    };
    activate(cell, sums, this.before(row), into, () => undefined);
    if (cell.kind === 'gru') record.candidate.set(sums.hidden.subarray(2 * size), row * size);
    h.values.set(into.h, (row + streams) * h.stride);
  }

  /** The state before a row's step. */
  private before(row: number) {
    const { h, c } = this;
    const size = this.cell.hiddenSize;
    return {
      h: h.values.subarray(row * h.stride, row * h.stride + size),
      c: c.subarray(row * size, (row + 1) * size),
    };
  }

  /** Over one step of one stream: `dh` and `dc` become what is carried unit by unit to the step before. */
  private stepBack(row: number, above: Table, dh: Float32Array, dc: Float32Array): void {
    const { cell, record, inputErrors, hiddenErrors } = this;
    const local = localGradients(cell, record, this.before(row), row);
    const from = row * above.stride;
    for (let u = 0; u < dh.length; u++) dh[u] += above.values[from + u];
    const { cellByHidden, cellByCell, hiddenByHidden } = local;
    if (cellByHidden) for (let u = 0; u < dh.length; u++) dc[u] += dh[u] * cellByHidden[u];
    putErrors(local, 'byInput', dh, dc, inputErrors.values, row * inputErrors.stride);
    if (hiddenErrors !== inputErrors)
      putErrors(local, 'byHidden', dh, dc, hiddenErrors.values, row * hiddenErrors.stride);
    for (let u = 0; u < dh.length; u++) {
      dh[u] = hiddenByHidden ? dh[u] * hiddenByHidden[u] : 0;
      if (cellByCell) dc[u] *= cellByCell[u];
    }
  }

  private weightGradients(into: CellWeights): void {
    const { algebra, errorsT, inputErrors, hiddenErrors, inputT, hT, steps, streams } = this;
    algebra.transpose(inputErrors, errorsT);
    algebra.transpose(this.input, inputT);
    algebra.multiply(errorsT, inputT, this.weightIhGradient);
    algebra.transpose(hiddenErrors, errorsT);
    algebra.transpose(rowsOf(this.h, 0, steps * streams), hT);
    algebra.multiply(errorsT, hT, this.weightHhGradient);
    copyInto(this.weightIhGradient, into.weightIh);
    copyInto(this.weightHhGradient, into.weightHh);
    columnSums(inputErrors, into.biasIh);
    columnSums(hiddenErrors, into.biasHh);
  }
}

function putErrors(
  { terms }: LocalGradients,
  by: 'byInput' | 'byHidden',
  dh: Float32Array,
  dc: Float32Array,
  into: Float32Array,
  from: number,
): void {
  for (const { gate, part, [by]: slopes } of terms) {
    if (!slopes) continue;
    const source = part === 1 ? dc : dh;
    for (let u = 0; u < dh.length; u++) into[from + gate * dh.length + u] = slopes[u] * source[u];
  }
}
