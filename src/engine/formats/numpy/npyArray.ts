import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import { startsWith } from '../bytes/head.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { Matrix } from '../rows/matrix.ts';
import { BYTES_OF, bytesOfShape, shapeText, type NumberType } from '../rows/numberType.ts';
import { PackedTextBuilder } from '../rows/packedText.ts';

/**
 * An array in NumPy's own format (NEP 1): the magic string, a version, the length of a header, the header as a Python
 * dictionary, the numbers. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export interface NpyArray {
  file: VectorFile;
  /** NumPy's name of the type, such as '<f4'. */
  descr: string;
  shape: number[];
  isFortranOrder: boolean;
  /** Where in the file the numbers begin. */
  position: number;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** Magic string, version, and the length of the header in 2 or 4 bytes. */
const SHORT_PREFIX = 10;
const LONG_PREFIX = 12;
/** NumPy itself writes no longer ones, and reads none unasked. */
const LONGEST_HEADER = 65_535;
/** Byte order, characters of four bytes or of one, and how many. */
const TEXTS = /^([<>|=])([US])(\d{1,9})$/;
const KINDS: ReadonlyMap<string, NumberType['kind']> = new Map([
  ['f2', 'f16'],
  ['f4', 'f32'],
  ['f8', 'f64'],
]);
const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['f', 'float'],
  ['i', 'int'],
  ['u', 'uint'],
  ['c', 'complex'],
  ['b', 'bool'],
  ['U', 'str'],
  ['S', 'bytes'],
]);

export function isNpy(bytes: Uint8Array): boolean {
  return startsWith(bytes, MAGIC);
}

/** @throws UserFault where the header is not whole, or promises more than there is */
export function readNpyHeader(file: VectorFile): NpyArray {
  const { head, size } = file;
  const { bytes } = head;
  const isLong = bytes[6] > 1;
  const prefix = isLong ? LONG_PREFIX : SHORT_PREFIX;
  if (bytes.length < prefix) throw broken(file, l10n.t('it ends in its header'));
  const length = isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8);
  if (length > LONGEST_HEADER || prefix + length > size)
    throw broken(file, l10n.t('its header is said to have {0} bytes', length.toLocaleString('en')));
  const array = parseHeader(bytes.toString('latin1', prefix, prefix + length));
  if (!array) throw broken(file, l10n.t('its header does not say type, order and shape'));
  return { file, ...array, position: prefix + length };
}

/** The type of an array of numbers; undefined where it holds something else. */
export function numberTypeOf({ descr }: NpyArray): NumberType | undefined {
  const kind = KINDS.get(descr.slice(1));
  return kind && { kind, isBigEndian: descr.startsWith('>') };
}

/** NumPy's long name of the type, such as 'float32' for '<f4'. */
export function typeName({ descr }: NpyArray): string {
  const [, letter, bytes] = /^[<>|=]?([fiucbUS])(\d+)$/.exec(descr) ?? [];
  const name = TYPE_NAMES.get(letter);
  if (!name) return descr;
  return 'fiuc'.includes(letter) ? `${name}${8 * Number(bytes)}` : name;
}

/**
 * An array as a matrix of numbers.
 *
 * @throws UserFault where it is something else, or not as long as it says
 */
export function matrixOf(array: NpyArray): Matrix {
  const { file, shape, position, isFortranOrder } = array;
  const type = numberTypeOf(array);
  if (!type) throw wrongType(array);
  const [rows, dims] = shape;
  if (shape.length !== 2 || dims === 0) throw wrongShape(array);
  checkLength(array, BYTES_OF[type.kind]);
  return { file, position, type, rows, dims, isByColumns: isFortranOrder };
}

/** @throws UserFault where the file is shorter than the array's shape says, or longer */
export function checkLength({ file, shape, position }: NpyArray, bytesAnItem: number): void {
  const wanted = bytesOfShape(shape, bytesAnItem);
  const found = file.size - position;
  if (wanted === BigInt(found)) return;
  throw new UserFault(
    l10n.t(
      '{0}: an array of {1} needs {2} bytes, but {3} follow its header.',
      file.name,
      shapeText(shape),
      wanted.toLocaleString('en'),
      found.toLocaleString('en'),
    ),
  );
}

/** Whether an array is a list of strings. */
export function isTexts({ descr, shape }: NpyArray): boolean {
  return TEXTS.test(descr) && shape.length === 1;
}

/** The texts of an array of strings ('U' or 'S'); undefined where it is none. */
export function readTexts(array: NpyArray): PackedTextBuilder | undefined {
  const [, order, kind, digits] = TEXTS.exec(array.descr) ?? [];
  if (!isTexts(array)) return undefined;
  const bytesAnItem = Number(digits) * (kind === 'U' ? 4 : 1);
  checkLength(array, bytesAnItem);
  const texts = new PackedTextBuilder();
  for (let i = 0; i < array.shape[0]; i++) {
    const bytes = array.file.bytes(array.position + i * bytesAnItem, bytesAnItem);
    if (kind === 'U' && order === '>') bytes.swap32();
    texts.add(kind === 'U' ? textOfCodePoints(bytes) : textOfBytes(bytes));
  }
  return texts;
}

/** UCS-4, filled up with zeros. */
function textOfCodePoints(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const code = bytes.readUInt32LE(at);
    if (code === 0) break;
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** Filled up with zeros. */
function textOfBytes(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } */
function parseHeader(header: string): Pick<NpyArray, 'descr' | 'shape' | 'isFortranOrder'> | undefined {
  const descr = /'descr'\s*:\s*('[^']*'|\[[^\]]*\])/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) return undefined;
  const lengths = shape.split(',').map((text) => text.trim());
  const numbers = lengths.filter((text) => text !== '').map(Number);
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  return { descr: descr.replace(/^'|'$/g, ''), shape: numbers, isFortranOrder: order === 'True' };
}

function broken({ name }: VectorFile, why: string): UserFault {
  return new UserFault(l10n.t('{0} is a broken NumPy array: {1}.', name, why));
}

function wrongType(array: NpyArray): UserFault {
  const { descr } = array;
  const { name } = array.file;
  // What 'O' holds is Python's pickled objects: to read them would be to run what the file says.
  if (/^[|<>=]?O/.test(descr))
    return new UserFault(
      l10n.t('{0} holds Python objects, not numbers; expected float16, float32 or float64.', name),
    );
  return new UserFault(
    l10n.t('{0} holds values of type {1}; expected float16, float32 or float64.', name, typeName(array)),
  );
}

function wrongShape({ file: { name }, shape }: NpyArray): UserFault {
  return new UserFault(
    l10n.t(
      '{0} holds an array of shape ({1}); expected a matrix of words × dimensions.',
      name,
      shape.join(', '),
    ),
  );
}
