import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../../src/engine/formats/text/decimal.ts';
import { isNumber, readNumbers } from '../../../src/engine/formats/text/number.ts';
import { seededRandom } from '../../../src/engine/random.ts';

const random = seededRandom(11);
const below = (limit: number) => Math.floor(random() * limit);
const digits = (most: number) => Array.from({ length: 1 + below(most) }, () => below(10)).join('');

function read(text: string): number {
  const into = new Float32Array(1);
  assert.equal(readNumbers(Buffer.from(`${text}\n`), 0, into, 0, 1), text.length, text);
  return into[0];
}

function assertReads(text: string): void {
  assert.ok(Object.is(read(text), Math.fround(Number(text))), text);
}

/** Any float32, of any exponent. */
function anyFloat(): number {
  const value = new Float32Array(Uint32Array.of(below(2 ** 32)).buffer)[0];
  return Number.isFinite(value) ? value : anyFloat();
}

test('numbers are what Number() and a float32 make of them', () => {
  const texts = [
    '0',
    '-0',
    '1',
    '+2',
    '.5',
    '5.',
    '-.25',
    '1E5',
    '-1.5e-3',
    '3e+2',
    '00012',
    '3.4028234e38',
    '1e-45',
    '1e-60',
    '1e400',
    '-1e400',
    '0.1',
    '0.30000000000000004',
    '123456789012345678901234567890',
    '9007199254740993',
    '4.35e22',
    '1e23',
    '0.000030517578125',
    '1.234567890123456789e-01',
    '1.00000005960464477540',
    '16777217',
  ];
  for (const text of texts) assertReads(text);
});

test('numbers of any shape, too', () => {
  for (let i = 0; i < 20_000; i++) {
    const sign = ['', '-', '+'][below(3)];
    const fraction = below(4) ? `.${digits(24)}` : '';
    const exponent = below(3) ? '' : `e${['', '-', '+'][below(3)]}${below(50)}`;
    assertReads(`${sign}${digits(24)}${fraction}${exponent}`);
  }
});

test('numbers beside the border between two float32 fall on the right side', () => {
  for (let i = 0; i < 5_000; i++) {
    const value = Math.abs(anyFloat());
    const next = new Float32Array(
      Uint32Array.of(new Uint32Array(Float32Array.of(value).buffer)[0] + 1).buffer,
    )[0];
    for (const precision of [15, 16, 17, 25]) assertReads(((value + next) / 2).toPrecision(precision));
  }
});

test('NaN and infinity are numbers in every spelling; other things are none', () => {
  for (const text of ['nan', 'NaN', '-nan', '-nan(ind)', 'nan(snan)'])
    assert.ok(Number.isNaN(read(text)), text);
  for (const text of ['inf', '+Infinity', 'INF']) assert.equal(read(text), Infinity);
  assert.equal(read('-inf'), -Infinity);
  for (const text of ['', '-', '.', 'e5', '1e', '1e+', '1.2.3', '1,5', '0x10', '1_000', '--1', 'one', '１']) {
    assert.ok(!isNumber(text), text);
  }
});

test('decimals are the shortest that read back as the same float32', () => {
  const known: [number, string][] = [
    [0.1, '0.1'],
    [-1.5, '-1.5'],
    [0, '0'],
    [-0, '-0'],
    [1e-45, '1e-45'],
    [16777216, '16777216'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [0.000001, '0.000001'],
    [NaN, 'NaN'],
  ];
  for (const [value, text] of known) assert.equal(decimal(Math.fround(value)), text);
  for (let i = 0; i < 20_000; i++) {
    const value = i % 2 ? anyFloat() : Math.fround((random() - 0.5) * 4);
    assert.ok(Object.is(read(decimal(value)), value), String(value));
  }
});
