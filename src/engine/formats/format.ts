import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import type { OpenQuestion } from '../../protocol/engine.ts';
import type { Meter } from './bytes/meter.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { RowChoice } from './rows/rowChoice.ts';

/** One file format: how it is known, and how it is read. */
export interface Format {
  /** To be shown. */
  name: string;
  /** Whether a file is of this format, by what it holds. */
  recognises(file: VectorFile): boolean | Promise<boolean>;
  /**
   * Looks at what a recognised file holds, without reading its vectors.
   *
   * @throws UserFault with one sentence that names file, place and what was expected
   */
  plan(file: VectorFile, ask: Ask): Plan | Promise<Plan>;
}

/** What there is to be read, and the way to do it. */
export interface Plan {
  /** Rows in the file; where it does not say, about so many. */
  rows: number;
  dims: number;
  /** Bytes of memory that are needed beside the rows. */
  moreBytes?: number;
  /** Bytes that will be counted by `meter`, where they are not the file's. */
  bytes?: number;
  /** @throws UserFault with one sentence that names file, place and what was expected */
  read(choice: RowChoice, meter: Meter): SetBuffers | Promise<SetBuffers>;
}

/**
 * Gets the user's answer to a question: the value of one of its choices. Where there is one choice alone, that is the
 * answer. Throws where the question has not been answered yet; whoever began the reading will ask and begin again.
 *
 * @param accepts whether an answer that was given before, perhaps to other choices, still answers the question
 */
export type Ask = (
  question: OpenQuestion,
  accepts?: (answer: string, question: OpenQuestion) => boolean,
) => string;
