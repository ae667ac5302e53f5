import * as l10n from '@vscode/l10n';
import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { isTrap } from '../bytes/unpack.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';

/** Values that a file may promise for each of its bytes; more are no vectors. Where they are few, that does no harm. */
const MOST_VALUES_A_BYTE = 8;
const HARMLESS = 1 << 20;
/** Encodings whose runs are looked at, and those that need no look. */
const DICTIONARY = ['RLE_DICTIONARY', 'PLAIN_DICTIONARY'];
const DELTA = ['DELTA_BINARY_PACKED', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'];
const PLAIN = ['PLAIN', 'BYTE_STREAM_SPLIT'];
/** Values a block and blocks' parts in delta encodings: far more than any writer has. */
const LARGEST_BLOCK = 1 << 16;
const MOST_PARTS = 1 << 10;

/**
 * Looks at the pages of a column before the library unpacks them, since the library believes what they promise: a run of
 * a thousand million values takes five bytes. Each check throws an Error that says what is wrong.
 */
export class PageGuard {
  private readonly column: ColumnMetaData;
  private readonly repetition: number;
  private readonly definition: number;
  /** Of packed pages, whose contents are looked at when they are unpacked. */
  private readonly packed: PageHeader[] = [];

  /** @param path of the column in the schema, from its root on */
  constructor(file: VectorFile, column: ColumnMetaData, path: SchemaTree[]) {
    this.column = column;
    this.repetition = bitsFor(getMaxRepetitionLevel(path));
    this.definition = bitsFor(getMaxDefinitionLevel(path));
    this.lookThrough(file);
  }

  /** What unpacks the pages, and looks at what comes out. */
  get compressors(): Compressors {
    const looking = Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => {
        const page = unpack(input, length);
        this.checkContents(this.packed.shift(), page);
        return page;
      },
    ]);
    return Object.fromEntries(looking) as Compressors;
  }

  private lookThrough(file: VectorFile): void {
    const { dictionary_page_offset: dictionary, data_page_offset: data, total_compressed_size } = this.column;
    const start = Number(dictionary || data);
    const size = Number(total_compressed_size);
    const values = Number(this.column.num_values);
    if (!(start >= 0 && size >= 0 && start + size <= file.size))
      throw new Error(l10n.t('a column lies outside of the file'));
    if (!(values >= 0 && values <= Math.max(HARMLESS, file.size * MOST_VALUES_A_BYTE)))
      throw new Error(l10n.t('a column promises {0} values', values));
    const bytes = file.bytes(start, size);
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, size), offset: 0 };
    let found = 0;
    while (reader.offset < size && found < values) {
      const header = parquetHeader(reader);
      const end = reader.offset + header.compressed_page_size;
      if (!(end >= reader.offset && end <= size)) throw new Error(l10n.t('a page is cut off'));
      this.checkHeader(header, values);
      this.checkPage(header, bytes.subarray(reader.offset, end));
      found += header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
      reader.offset = end;
    }
    if (found !== values)
      throw new Error(l10n.t('its pages promise {0} values, its columns {1}', found, values));
  }

  private checkHeader(header: PageHeader, values: number): void {
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    if (!(unpacked >= 0) || isTrap(packed, unpacked))
      throw new Error(l10n.t('a page promises {0} bytes in {1}', unpacked, packed));
    const { data_page_header: one, data_page_header_v2: two, dictionary_page_header: dictionary } = header;
    const count = one?.num_values ?? two?.num_values ?? dictionary?.num_values ?? 0;
    const nulls = two?.num_nulls ?? 0;
    const rows = two?.num_rows ?? 0;
    const areCounts = [count, nulls, rows].every((each) => each >= 0 && each <= Math.max(values, HARMLESS));
    if (!areCounts || nulls > count) throw new Error(l10n.t('a page promises {0} values', count));
    const encoding = one?.encoding ?? two?.encoding ?? 'PLAIN';
    if (![...PLAIN, ...DICTIONARY, ...DELTA, 'RLE'].includes(encoding))
      throw new Error(l10n.t('the encoding {0} is not known', encoding));
  }

  /** Looks at a page, or sees to it that it is looked at when it is unpacked. */
  private checkPage(header: PageHeader, page: Uint8Array): void {
    const isPlain = this.column.codec === 'UNCOMPRESSED';
    const two = header.data_page_header_v2;
    if (two) {
      const { repetition_levels_byte_length: first, definition_levels_byte_length: second } = two;
      if (!(first >= 0 && second >= 0 && first + second <= page.length))
        throw new Error(l10n.t('a page’s levels are cut off'));
      if (this.repetition) checkRuns(page, 0, first, this.repetition, two.num_values);
      if (this.definition) checkRuns(page, first, first + second, this.definition, two.num_values);
      const contents = page.subarray(first + second);
      const isPacked =
        !isPlain && two.is_compressed !== false && header.uncompressed_page_size - first - second !== 0;
      if (isPacked) this.packed.push(header);
      else this.checkValues(contents, 0, two.encoding, two.num_values - two.num_nulls);
    } else if (isPlain) this.checkContents(header, page);
    else this.packed.push(header);
  }

  /** @param page unpacked */
  private checkContents(header: PageHeader | undefined, page: Uint8Array): void {
    const one = header?.data_page_header;
    const two = header?.data_page_header_v2;
    if (two) this.checkValues(page, 0, two.encoding, two.num_values - two.num_nulls);
    if (!one) return;
    let at = 0;
    for (const bits of [this.repetition, this.definition]) {
      if (!bits) continue;
      const start = at + 4;
      at = start + uint32(page, at);
      checkRuns(page, start, Math.min(at, page.length), bits, one.num_values);
    }
    this.checkValues(page, at, one.encoding, one.num_values);
  }

  /** @param most values that may be there; as many or fewer are */
  private checkValues(page: Uint8Array, at: number, encoding: string, most: number): void {
    if (DICTIONARY.includes(encoding) || (encoding === 'RLE' && this.column.type !== 'BOOLEAN'))
      checkRuns(page, at + 1, page.length, page[at] ?? 0, most);
    else if (encoding === 'RLE') checkRuns(page, at + 4, page.length, 1, most);
    else if (DELTA.includes(encoding)) checkDelta(page, at);
  }
}

function bitsFor(value: number): number {
  return 32 - Math.clz32(value);
}

/** Runs of equal values and groups of eight packed ones, by turns: together no more than there can be. */
function checkRuns(bytes: Uint8Array, start: number, end: number, bits: number, most: number): void {
  if (bits > 32) throw new Error(l10n.t('values of {0} bits', bits));
  let at = start;
  let values = 0;
  while (values < most && at < end) {
    const [header, next] = varint(bytes, at);
    const isPacked = (header & 1) === 1 && bits > 0;
    const count = isPacked ? (header >>> 1) * 8 : header >>> 1;
    // What is packed is bounded by its own bytes, and may be filled up with more; a run is not.
    if (!isPacked && count > most - values)
      throw new Error(l10n.t('a run promises {0} values, where {1} are left', count, most - values));
    values += count;
    at = next + (isPacked ? (header >>> 1) * bits : (bits + 7) >> 3);
  }
}

function checkDelta(bytes: Uint8Array, start: number): void {
  const [block, next] = varint(bytes, start);
  const [parts] = varint(bytes, next);
  if (!(block > 0 && block <= LARGEST_BLOCK && parts > 0 && parts <= MOST_PARTS))
    throw new Error(l10n.t('blocks of {0} values in {1} parts', block, parts));
}

/** An unsigned number of seven bits a byte, and where it ends. */
function varint(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let at = start, shift = 0; at < bytes.length && shift < 35; at++, shift += 7) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value >>> 0, at + 1];
  }
  throw new Error(l10n.t('a number is cut off'));
}

function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
