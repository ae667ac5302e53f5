import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import { UserFault } from '../../faults.ts';
import { ByteSource } from '../bytes/byteSource.ts';
import { unmetered } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import { JsonSource } from '../json/jsonSource.ts';
import { PackedTextBuilder } from './packedText.ts';
import type { WordList } from './wordList.ts';

/** Rows that a vocabulary may leave free between its words, in times their number: no number makes us lay out more. */
const MOST_GAPS = 4;

/**
 * Reads words from JSON: an array of strings, an object from words to their rows (vocab.json), or a Hugging Face
 * tokenizer.json, whose tokens are shown as text where they stand for bytes.
 * https://huggingface.co/docs/tokenizers/api/tokenizer
 *
 * @throws UserFault where it is something else
 */
export function readTokens(file: VectorFile): Omit<WordList, 'name'> {
  const source = new ByteSource(file, file.head.start, unmetered());
  const reader = new TokenReader(new JsonSource(source));
  const tokens = reader.read();
  if (tokens.size === 0)
    throw new UserFault(
      l10n.t('{0} holds no words; expected an array of them, or an object from words to rows.', file.name),
    );
  let rows = 0;
  for (const row of tokens.keys()) rows = Math.max(rows, row + 1);
  if (rows > tokens.size * MOST_GAPS)
    throw new UserFault(
      l10n.t('{0} names row {1}, but holds {2} words only.', file.name, rows - 1, tokens.size),
    );
  const words = new PackedTextBuilder();
  for (let row = 0; row < rows; row++) words.add(reader.shown(tokens.get(row) ?? ''));
  return { words, columns: [], mayBeShort: true };
}

class TokenReader {
  private readonly json: JsonSource;
  private readonly tokens = new Map<number, string>();
  private isByteLevel = false;

  constructor(json: JsonSource) {
    this.json = json;
  }

  /** The words by their rows. */
  read(): Map<number, string> {
    const { json, tokens } = this;
    if (json.peek() === 'array') json.array(() => tokens.set(tokens.size, json.string()));
    else json.object((key) => this.readEntry(key));
    json.end();
    return tokens;
  }

  /** A token as text. */
  shown(token: string): string {
    return this.isByteLevel ? textOfBytes(token) : token;
  }

  /** An entry of the outermost object: a part of a tokenizer, or a word with its row. */
  private readEntry(key: string): void {
    const { json } = this;
    const kind = json.peek();
    if (kind === 'number') this.readRow(key);
    else if (key === 'model' && kind === 'object') json.object((name) => this.readModel(name));
    else if (key === 'added_tokens' && kind === 'array') json.array(() => this.readAdded());
    else if (/^(?:pre_tokenizer|decoder)$/.test(key)) this.readType();
    else json.skip();
  }

  private readModel(name: string): void {
    const { json } = this;
    if (name !== 'vocab') json.skip();
    else if (json.peek() === 'array') json.array(() => this.readScored());
    else json.object((token) => this.readRow(token));
  }

  private readRow(token: string): void {
    const row = this.json.scalar();
    if (typeof row === 'number' && Number.isSafeInteger(row) && row >= 0) this.tokens.set(row, token);
  }

  /** [token, score], as unigram models have it: the row is its place. */
  private readScored(): void {
    let token = '';
    let length = 0;
    this.json.array(() => {
      if (length++ === 0) token = this.json.string();
      else this.json.skip();
    });
    this.tokens.set(this.tokens.size, token);
  }

  /** { id, content, … } */
  private readAdded(): void {
    const { json } = this;
    let id: unknown;
    let content: unknown;
    json.object((key) => {
      if (key === 'id') id = json.scalar();
      else if (key === 'content') content = json.scalar();
      else json.skip();
    });
    if (typeof id === 'number' && typeof content === 'string') this.tokens.set(id, content);
  }

  /** Looks whether tokens stand for bytes: { type: 'ByteLevel' }, perhaps among others in a sequence. */
  private readType(): void {
    const { json } = this;
    const kind = json.peek();
    if (kind === 'array') json.array(() => this.readType());
    else if (kind === 'object') json.object(() => this.readType());
    else if (json.scalar() === 'ByteLevel') this.isByteLevel = true;
  }
}

/** GPT-2's alphabet: printable bytes stand for themselves, the others for characters from U+0100 on. */
const BYTE_OF_CHARACTER: ReadonlyMap<string, number> = byteAlphabet();

function byteAlphabet(): Map<string, number> {
  const alphabet = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const isPrintable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    alphabet.set(String.fromCharCode(isPrintable ? byte : next++), byte);
  }
  return alphabet;
}

/** The space that begins most words; it stays as tokenizers write it. */
const SPACE = 'Ġ';

/** The text that a byte-level token stands for; the token itself where its bytes are no whole characters. */
function textOfBytes(token: string): string {
  const hasSpace = token.startsWith(SPACE);
  const rest = hasSpace ? token.slice(1) : token;
  const bytes = Array.from(rest, (character) => BYTE_OF_CHARACTER.get(character) ?? -1);
  const isText = bytes.every((byte) => byte > 32) && bytes.some((byte) => byte > 127);
  const buffer = Buffer.from(bytes);
  if (!isText || !isUtf8(buffer)) return token;
  return (hasSpace ? SPACE : '') + buffer.toString();
}
