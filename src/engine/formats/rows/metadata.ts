import type { MetadataColumn } from '../../embeddings/metadata.ts';
import { textAt } from '../../embeddings/vocabulary.ts';
import { sharedFloat64 } from '../../shared.ts';
import { isNumber } from '../text/number.ts';
import { PackedTextBuilder } from './packedText.ts';

/** Collects what a file says of its words beside their vectors, row by row. */
export class MetadataBuilder {
  private readonly columns: { name: string; texts: PackedTextBuilder; hasNumbersOnly: boolean }[];

  constructor(names: readonly string[]) {
    this.columns = names.map((name) => ({ name, texts: new PackedTextBuilder(), hasNumbersOnly: true }));
  }

  /** @param values a text for each column, '' where there is none */
  add(values: readonly string[]): void {
    this.columns.forEach((column, i) => {
      const text = values[i] ?? '';
      column.texts.add(text);
      column.hasNumbersOnly &&= text === '' || isNumber(text);
    });
  }

  /** The columns that say something; those of numbers alone as numbers. */
  finish(): MetadataColumn[] {
    const telling = this.columns.filter(({ texts }) => texts.length > 0);
    return telling.map(({ name, texts, hasNumbersOnly }): MetadataColumn => {
      const values = texts.finish();
      if (!hasNumbersOnly) return { name, kind: 'text', values };
      const numbers = sharedFloat64(texts.count);
      for (let row = 0; row < numbers.length; row++) numbers[row] = numberOrNone(textAt(values, row));
      return { name, kind: 'number', values: numbers };
    });
  }
}

function numberOrNone(text: string): number {
  return text === '' ? NaN : Number(text);
}
