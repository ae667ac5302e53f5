import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { cellOf, traceOf } from '../../../src/engine/recurrent/trace.ts';
import type { TraceParams } from '../../../src/protocol/engine.ts';
import { setOf } from '../support.ts';
import { tracerOf } from './support.ts';

const SET = setOf({
  the: [0.5, -1, 2, 0.25],
  king: [1.5, 0.75, -0.5, 1],
  loves: [-1, 0.125, 0.5, -2],
  小: [0.5, 0.5, -0.5, 1.5],
  爱: [-0.25, 1, 1, 0],
});

const tracer = tracerOf(SET);
const runTrace = (wanted: TraceParams) => traceOf(tracer.trace(wanted));
const cellAt = (wanted: TraceParams, step: number, unit: number, states = {}) =>
  cellOf(tracer.trace(wanted), step, unit, states);

const params = (text: string, more: Partial<TraceParams> = {}): TraceParams => ({
  setId: 'set',
  text,
  hiddenSize: 6,
  seed: 1,
  ...more,
});

const refuses = (wanted: TraceParams, sentence: string) =>
  assert.throws(
    () => runTrace(wanted),
    (error) => error instanceof UserFault && error.message === sentence,
  );

test('the words of the text are the sequence; an unknown one stays, marked', () => {
  const { tokens, dims, hiddenSize, hidden } = runTrace(params('The king loves pizza, the king!'));
  assert.deepEqual(
    tokens.map(({ text, word, row }) => [text, word, row]),
    [
      ['The', 'the', 0],
      ['king', 'king', 1],
      ['loves', 'loves', 2],
      ['pizza', 'pizza', -1],
      ['the', 'the', 0],
      ['king', 'king', 1],
    ],
  );
  assert.deepEqual([tokens[3].start, tokens[3].end], [15, 20]);
  assert.deepEqual([dims, hiddenSize, hidden.length], [4, 6, 36]);
});

test('an unknown word is a zero vector', () => {
  const { x, inputTerm } = cellAt(params('king pizza'), 1, 0);
  assert.deepEqual([[...x], inputTerm], [[0, 0, 0, 0], 0]);
});

test('unknown words may have random vectors: the same word the same one, as long as those of the set', () => {
  const { input, dims } = runTrace(params('pizza king pasta pizza', { unknown: 'random' }));
  const vectors = [0, 1, 2, 3].map((t) => [...input.slice(t * dims, (t + 1) * dims)]);
  assert.deepEqual(vectors[0], vectors[3]);
  assert.notDeepEqual(vectors[0], vectors[2]);
  assert.deepEqual(vectors[1], [1.5, 0.75, -0.5, 1]);
  const wide = setOf({ word: Array.from({ length: 300 }, (_, i) => 3 * Math.sin(i)) });
  const text = { text: 'other', unknown: 'random' as const };
  const [x] = [traceOf(tracerOf(wide).trace(params('', text))).input];
  const spread = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0) / 300);
  assert.ok(Math.abs(spread(x) / spread(wide.vector(0)) - 1) < 0.15);
});

test('Chinese is segmented', () => {
  const words = runTrace(params('小爱，爱小。')).tokens.map(({ text }) => text);
  assert.equal(words.join(''), '小爱爱小');
});

test('every number of every cell adds up to its hidden state', () => {
  const wanted = params('the king loves the pizza');
  const { tokens, hidden } = runTrace(wanted);
  for (let step = 0; step < tokens.length; step++) {
    for (let unit = 0; unit < wanted.hiddenSize; unit++) {
      const cell = cellAt(wanted, step, unit);
      const product = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, value, i) => sum + value * b[i], 0);
      const near = (a: number, b: number, most = 1e-12) =>
        assert.ok(Math.abs(a - b) < most, `${a}, not ${b}`);
      near(cell.inputTerm, product(cell.weightIh, cell.x));
      near(cell.hiddenTerm, product(cell.weightHh, cell.previous));
      near(cell.sum, cell.inputTerm + cell.biasIh + cell.hiddenTerm + cell.biasHh);
      near(cell.value, Math.tanh(cell.sum), 1e-6);
      assert.equal(cell.value, hidden[step * wanted.hiddenSize + unit]);
      const before = step === 0 ? new Float32Array(6) : hidden.slice((step - 1) * 6, step * 6);
      assert.deepEqual(cell.previous, before);
    }
  }
});

test('the seed decides the weights', () => {
  const hiddenOf = (seed: number) => runTrace(params('the king', { seed })).hidden;
  assert.deepEqual(hiddenOf(5), hiddenOf(5));
  assert.notDeepEqual(hiddenOf(5), hiddenOf(6));
});

test('a text without words is refused', () => {
  refuses(params(''), 'The text holds no words to trace.');
  refuses(params(' … !? '), 'The text holds no words to trace.');
});

test('a text that is no sentence any more is refused, with the limit', () => {
  assert.equal(runTrace(params('king '.repeat(5000), { hiddenSize: 1 })).tokens.length, 5000);
  refuses(params('king '.repeat(5001)), 'The text has more than 5000 words; select a shorter one.');
});

test('a hidden size that is none is refused', () => {
  for (const hiddenSize of [0, -1, 1.5, NaN, 513]) {
    refuses(params('the king', { hiddenSize }), 'The hidden size must be a whole number from 1 to 512.');
  }
});

test('a cell that the trace does not have is a defect of who asks', () => {
  assert.throws(() => cellAt(params('the king'), 2, 0), RangeError);
  assert.throws(() => cellAt(params('the king'), 0, 6), RangeError);
});
