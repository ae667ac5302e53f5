import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { PERSISTENT, PickleBytes, PickleName, PickleObject, type PickleValue } from './values.ts';

/** Begins what MARK gathers. */
const MARK = Symbol('mark');
type Stacked = PickleValue | typeof MARK;

const NEWLINE = 10;
const STOP = '.'.charCodeAt(0);
/** Bytes of these many and more stay in the file. */
const LARGE = 256;

/**
 * Reads a Python pickle (protocols 0 to 5) without ever making an object of it: it builds strings, numbers, lists, maps,
 * and names of classes with what they would have been called with. A name that is not allowed is refused.
 * https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export class Unpickler {
  private readonly source: ByteSource;
  private readonly allows: (name: string) => boolean;
  private readonly hasPersistent: boolean;
  private readonly stack: Stacked[] = [];
  private readonly memo = new Map<number, Stacked>();

  /**
   * @param allows whether a name ('module name') may stand in the pickle
   * @param hasPersistent whether it may point at what lies outside of it
   */
  constructor(source: ByteSource, allows: (name: string) => boolean, hasPersistent = false) {
    this.source = source;
    this.allows = allows;
    this.hasPersistent = hasPersistent;
  }

  /** @throws UserFault where it is no pickle, is cut off, or asks for something that is not allowed */
  read(): PickleValue {
    for (;;) {
      const code = this.byte();
      if (code === STOP) return this.pop();
      const operation = OPERATIONS.get(code);
      if (!operation) throw this.broken(l10n.t('the unknown operation {0}', code));
      operation(this);
    }
  }

  push(value: Stacked): void {
    this.stack.push(value);
  }

  pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined || value === MARK) throw this.broken(l10n.t('a value too few'));
    return value;
  }

  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  mark(): void {
    this.push(MARK);
  }

  popAny(): void {
    if (this.stack.pop() === undefined) throw this.broken(l10n.t('a value too few'));
  }

  /** What was pushed since the last mark, which goes. */
  popMarked(): PickleValue[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) throw this.broken(l10n.t('no mark'));
    return this.stack.splice(at).slice(1) as PickleValue[];
  }

  tuple(length: number): void {
    const values = Array.from({ length }, () => this.pop());
    this.push(values.reverse());
  }

  append(values: PickleValue[]): void {
    const list = this.top();
    if (Array.isArray(list)) for (const value of values) list.push(value);
    // A subclass of list: what it holds is of no use here.
    else if (!(list instanceof PickleObject)) throw this.broken(l10n.t('no list'));
  }

  setItems(values: PickleValue[]): void {
    const map = this.top();
    if (map instanceof Map) for (let i = 0; i + 1 < values.length; i += 2) map.set(values[i], values[i + 1]);
    else if (!(map instanceof PickleObject)) throw this.broken(l10n.t('no dictionary'));
  }

  name(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string') throw this.broken(l10n.t('no name'));
    if (!this.allows(`${module} ${name}`)) throw this.refused(`${module}.${name}`);
    this.push(new PickleName(`${module} ${name}`));
  }

  /** What Python would call; here it is written down. */
  call(): void {
    const args = this.pop();
    const called = this.pop();
    if (!(called instanceof PickleName) || !Array.isArray(args)) throw this.broken(l10n.t('no call'));
    this.push(made(called.name, args));
  }

  /** What lies outside of the pickle, by what it is called there. */
  persistent(): void {
    if (!this.hasPersistent) throw this.broken(l10n.t('something outside of it'));
    this.push(new PickleObject(PERSISTENT, [this.pop()]));
  }

  build(): void {
    const state = this.pop();
    const object = this.top();
    if (object instanceof PickleObject) object.state = state;
  }

  get(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw this.broken(l10n.t('nothing remembered as {0}', key));
    this.push(value);
  }

  put(key: number): void {
    const value = this.stack.at(-1);
    if (value === undefined) throw this.broken(l10n.t('a value too few'));
    this.memo.set(key, value);
  }

  memoize(): void {
    this.put(this.memo.size);
  }

  byte(): number {
    return this.take(1)[0];
  }

  uint(length: 1 | 2 | 4): number {
    return this.take(length).readUIntLE(0, length);
  }

  int32(): number {
    return this.take(4).readInt32LE(0);
  }

  /** A length of eight bytes. */
  length64(): number {
    return Number(this.take(8).readBigUInt64LE(0));
  }

  float(): number {
    return this.take(8).readDoubleBE(0);
  }

  /** A whole number of any length, two's complement, little-endian. */
  long(length: number): number | bigint {
    const bytes = this.take(length);
    if (length === 0) return 0;
    if (length <= 6) return bytes.readIntLE(0, length);
    const value = BigInt.asIntN(8 * length, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`));
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  line(): string {
    const { source } = this;
    const end = source.find(NEWLINE);
    if (end < 0) throw this.cutOff();
    const text = source.bytes.toString('utf8', source.start, end);
    source.start = end + 1;
    return text;
  }

  text(length: number): string {
    return this.take(length).toString('utf8');
  }

  bytes(length: number): PickleBytes {
    const { position, remaining } = this.source;
    if (length > remaining) throw this.cutOff();
    if (length < LARGE) return new PickleBytes(position, length, Buffer.from(this.take(length)));
    this.source.skip(length);
    return new PickleBytes(position, length);
  }

  broken(found: string): UserFault {
    const { name, position } = this.source;
    return new UserFault(
      l10n.t('{0}, byte {1}: expected a Python pickle, found {2}.', name, position, found),
    );
  }

  private take(length: number): Buffer {
    const { source } = this;
    if (length > source.remaining || !source.need(length)) throw this.cutOff();
    const bytes = source.bytes.subarray(source.start, source.start + length);
    source.start += length;
    return bytes;
  }

  private cutOff(): UserFault {
    const { name, size } = this.source;
    return new UserFault(l10n.t('{0} is cut off at byte {1} in the middle of its pickle.', name, size));
  }

  private refused(name: string): UserFault {
    return new UserFault(
      l10n.t(
        '{0} asks for Python’s {1}; refused, since only arrays of numbers are read from pickles.',
        this.source.name,
        name,
      ),
    );
  }
}

/** The few calls whose results are plain values. */
function made(name: string, args: PickleValue[]): PickleValue {
  switch (name) {
    case 'collections OrderedDict':
    case 'collections defaultdict':
      return new Map();
    case 'builtins set':
    case 'builtins frozenset':
    case '__builtin__ set':
    case '__builtin__ frozenset':
      return Array.isArray(args[0]) ? args[0] : [];
    case '_codecs encode': {
      // How the older protocols write bytes: as the text of as many characters.
      const memory = Buffer.from(typeof args[0] === 'string' ? args[0] : '', 'latin1');
      return new PickleBytes(0, memory.length, memory);
    }
    default:
      return new PickleObject(name, args);
  }
}

type Operation = (machine: Unpickler) => void;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map(
  Object.entries<Operation>({
    '(': (m) => m.mark(),
    '0': (m) => m.popAny(),
    '1': (m) => void m.popMarked(),
    '2': (m) => m.push(m.top()),
    // Numbers
    F: (m) => m.push(Number(m.line())),
    I: (m) => m.push(textNumber(m.line())),
    J: (m) => m.push(m.int32()),
    K: (m) => m.push(m.uint(1)),
    L: (m) => m.push(textNumber(m.line().replace(/L$/, ''))),
    M: (m) => m.push(m.uint(2)),
    G: (m) => m.push(m.float()),
    N: (m) => m.push(null),
    '\x88': (m) => m.push(true),
    '\x89': (m) => m.push(false),
    '\x8a': (m) => m.push(m.long(m.uint(1))),
    '\x8b': (m) => m.push(m.long(m.uint(4))),
    // Texts and bytes
    S: (m) => m.push(unquoted(m.line())),
    T: (m) => m.push(m.bytes(m.uint(4))),
    U: (m) => m.push(m.text(m.uint(1))),
    V: (m) =>
      m.push(
        m.line().replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
      ),
    X: (m) => m.push(m.text(m.uint(4))),
    B: (m) => m.push(m.bytes(m.uint(4))),
    C: (m) => m.push(m.bytes(m.uint(1))),
    '\x8c': (m) => m.push(m.text(m.uint(1))),
    '\x8d': (m) => m.push(m.text(m.length64())),
    '\x8e': (m) => m.push(m.bytes(m.length64())),
    '\x96': (m) => m.push(m.bytes(m.length64())),
    '\x98': () => undefined,
    // Lists, tuples, sets, dictionaries
    ']': (m) => m.push([]),
    ')': (m) => m.push([]),
    '}': (m) => m.push(new Map()),
    '\x8f': (m) => m.push([]),
    a: (m) => {
      const value = m.pop();
      m.append([value]);
    },
    e: (m) => m.append(m.popMarked()),
    '\x90': (m) => m.append(m.popMarked()),
    l: (m) => m.push(m.popMarked()),
    t: (m) => m.push(m.popMarked()),
    '\x91': (m) => m.push(m.popMarked()),
    '\x85': (m) => m.tuple(1),
    '\x86': (m) => m.tuple(2),
    '\x87': (m) => m.tuple(3),
    d: (m) => {
      const items = m.popMarked();
      m.push(new Map());
      m.setItems(items);
    },
    s: (m) => {
      const value = m.pop();
      const key = m.pop();
      m.setItems([key, value]);
    },
    u: (m) => m.setItems(m.popMarked()),
    // What was remembered
    g: (m) => m.get(Number(m.line())),
    h: (m) => m.get(m.uint(1)),
    j: (m) => m.get(m.uint(4)),
    p: (m) => m.put(Number(m.line())),
    q: (m) => m.put(m.uint(1)),
    r: (m) => m.put(m.uint(4)),
    '\x94': (m) => m.memoize(),
    // Names, and what would be made by them
    c: (m) => m.name(m.line(), m.line()),
    '\x93': (m) => {
      const name = m.pop();
      m.name(m.pop(), name);
    },
    R: (m) => m.call(),
    '\x81': (m) => m.call(),
    '\x92': (m) => {
      // Arguments by name: of no use here.
      m.pop();
      m.call();
    },
    b: (m) => m.build(),
    Q: (m) => m.persistent(),
    // The protocol's number, and a frame's length: hints for readers in a hurry.
    '\x80': (m) => void m.byte(),
    '\x95': (m) => void m.length64(),
  }).map(([code, operation]) => [code.charCodeAt(0), operation]),
);

/** As INT and LONG write numbers; and the truth values, as the oldest protocol does. */
function textNumber(text: string): number | boolean {
  return text === '00' ? false : text === '01' ? true : Number(text);
}

/** 'text' as Python's repr() writes it. */
function unquoted(line: string): string {
  return line
    .trim()
    .slice(1, -1)
    .replace(/\\(['"\\])/g, '$1');
}
