import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';

/** A word with its factor in the sum that an expression stands for. */
export interface ExpressionTerm {
  text: string;
  weight: number;
}

/** What stands in an expression; `at` counts characters from 1, as a person would. */
type Token = { at: number } & (
  | { kind: 'word'; text: string; isQuoted: boolean }
  | { kind: 'number'; value: number; text: string }
  | { kind: 'sign'; sign: Sign }
  | { kind: 'end' }
);

type Sign = '+' | '-' | '*' | '/' | '(' | ')';

/** The signs that people type, and what they mean. Hyphens inside words are another matter. */
const SIGNS = new Map<string, Sign>(
  Object.entries({ '+': '+＋', '-': '-−–－', '*': '*×·＊', '/': '/÷／', '(': '(（', ')': ')）' }).flatMap(
    ([sign, spellings]) => spellings.split('').map((spelling) => [spelling, sign as Sign] as const),
  ),
);
/** What closes each quote. */
const QUOTES = new Map(['""', '“”', '””', '„“', '「」', '«»', '``'].map(([open, close]) => [open, close]));
const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e\d+)?$/i;
/** Hyphens inside a word, and no other sign. */
const HYPHENATED = /^[^\s+＋−–－*×·＊/÷／-]+(?:-[^\s+＋−–－*×·＊/÷／-]+)+$/;
/** Deeper nesting is no question. */
const DEEPEST = 50;

/**
 * Reads arithmetic on words as people write it: `king - man + woman`, `0.5*paris + tokyo`, `("New York" + tokyo) / 2`.
 * Signs between spaces are signs; hyphens without spaces are part of a word (`state-of-the-art`), unless other signs stand
 * beside them (`king-man+woman`): then the longest beginning that is a word is one.
 *
 * @param isWord whether the vocabulary knows a word
 * @returns the sum, with each word's factor; a word that stands twice comes twice
 * @throws UserFault with the character where it cannot be read, and what was expected there
 */
export function parseExpression(text: string, isWord: (word: string) => boolean): ExpressionTerm[] {
  return new Parser(tokensOf(text, isWord)).parse();
}

function tokensOf(text: string, isWord: (word: string) => boolean): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const at = i + 1;
    const close = QUOTES.get(text[i]);
    const word = wordAt(text, i, isWord);
    const sign = SIGNS.get(text[i]);
    if (close) {
      const end = text.indexOf(close, at);
      if (end < 0) throw fault(at, l10n.t('a closing {0} for the quote that begins there', close));
      if (text.slice(at, end).trim() === '') throw fault(at, l10n.t('a word between the quotes'));
      tokens.push({ kind: 'word', at, text: text.slice(at, end), isQuoted: true });
      i = end + 1;
    } else if (word) {
      tokens.push(NUMBER.test(word) ? numberToken(word, at) : wordToken(word, at));
      i += word.length;
    } else {
      if (sign) tokens.push({ kind: 'sign', at, sign });
      i++;
    }
  }
  return [...tokens, { kind: 'end', at: text.length + 1 }];
}

const wordToken = (text: string, at: number): Token => ({ kind: 'word', at, text, isQuoted: false });
const numberToken = (text: string, at: number): Token => ({ kind: 'number', at, text, value: Number(text) });

/** The word that begins here; '' where a sign, a quote or a space does. */
function wordAt(text: string, from: number, isWord: (word: string) => boolean): string {
  const [run] = /^[^\s"“”„「」«»`()（）]*/.exec(text.slice(from)) ?? [''];
  if (HYPHENATED.test(run)) return run;
  const signs = run.split('').flatMap((character, i) => (SIGNS.has(character) ? [i] : []));
  // A vocabulary may know '-' as a word; it is a sign all the same, unless it is quoted.
  const longest = [...signs, run.length].findLast((end) => {
    const word = run.slice(0, end);
    return word !== '' && !SIGNS.has(word) && isWord(word);
  });
  return run.slice(0, longest ?? signs[0] ?? run.length);
}

/** What a part of an expression is worth: a number, or a sum of words. */
type Value = { number: number } | { terms: ExpressionTerm[] };

/** Recursive descent: sum = product {± product}; product = factor {× factor | / number}. */
class Parser {
  private readonly tokens: Token[];
  private position = 0;
  private depth = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  parse(): ExpressionTerm[] {
    const { at } = this.next;
    const value = this.sum();
    if (this.next.kind !== 'end') throw fault(this.next.at, this.expectedAfterValue());
    if ('number' in value) throw fault(at, l10n.t('a word; a number alone has no neighbours'));
    return value.terms;
  }

  private get next(): Token {
    return this.tokens[this.position];
  }

  private sum(): Value {
    let sum = this.product();
    for (let sign = this.takeSign('+', '-'); sign; sign = this.takeSign('+', '-')) {
      const { at } = this.next;
      const value = this.product();
      if ('number' in sum || 'number' in value) throw fault(at, l10n.t('words on both sides of the sign'));
      sum = { terms: [...sum.terms, ...times(value.terms, sign === '-' ? -1 : 1)] };
    }
    return sum;
  }

  private product(): Value {
    let product = this.factor();
    for (let sign = this.takeSign('*', '/'); sign; sign = this.takeSign('*', '/')) {
      const { at } = this.next;
      const value = this.factor();
      if (sign === '/') {
        if (!('number' in value) || value.number === 0)
          throw fault(at, l10n.t('a number other than 0 to divide by'));
        product = scaled(product, 1 / value.number);
      } else if ('number' in value) product = scaled(product, value.number);
      else if ('number' in product) product = scaled(value, product.number);
      else throw fault(at, l10n.t('a number; words cannot be multiplied with each other'));
    }
    return product;
  }

  private factor(): Value {
    const token = this.next;
    const sign = this.takeSign('+', '-', '(');
    if (sign) return this.nested(token, sign);
    if (token.kind !== 'word' && token.kind !== 'number') {
      throw fault(token.at, l10n.t('a word, a number or an opening bracket'));
    }
    this.position++;
    // A number is a factor where it multiplies; elsewhere it is a word like any other.
    if (token.kind === 'number' && (this.isFactor(-2) || this.isFactor(0))) return { number: token.value };
    return { terms: [{ text: token.text, weight: 1 }] };
  }

  private nested(token: Token, sign: Sign): Value {
    if (++this.depth > DEEPEST) throw fault(token.at, l10n.t('fewer brackets and signs'));
    const value = sign === '(' ? this.sum() : scaled(this.factor(), sign === '-' ? -1 : 1);
    if (sign === '(' && !this.takeSign(')')) {
      throw fault(this.next.at, l10n.t('a closing bracket for the one at character {0}', token.at));
    }
    this.depth--;
    return value;
  }

  private takeSign<S extends Sign>(...signs: S[]): S | undefined {
    const token = this.next;
    const sign = token.kind === 'sign' && signs.find((sign) => sign === token.sign);
    if (!sign) return undefined;
    this.position++;
    return sign;
  }

  private isFactor(offset: number): boolean {
    const token = this.tokens[this.position + offset] as Token | undefined;
    return token?.kind === 'sign' && (token.sign === '*' || token.sign === '/');
  }

  private expectedAfterValue(): string {
    const token = this.next;
    if (token.kind === 'sign') return l10n.t('a sign or the end');
    const words = this.tokens[this.position - 1];
    const isPhrase = token.kind === 'word' && words.kind === 'word' && !token.isQuoted;
    return isPhrase
      ? l10n.t('a sign between words; phrases are written in quotes: “{0} {1}”', words.text, token.text)
      : l10n.t('a sign (+, −, ×, /) before it');
  }
}

function scaled(value: Value, factor: number): Value {
  return 'number' in value ? { number: value.number * factor } : { terms: times(value.terms, factor) };
}

function times(terms: readonly ExpressionTerm[], factor: number): ExpressionTerm[] {
  return terms.map(({ text, weight }) => ({ text, weight: weight * factor }));
}

function fault(at: number, expected: string): UserFault {
  return new UserFault(l10n.t('The expression cannot be read at character {0}: expected {1}.', at, expected));
}
