import type { CancellationToken, QuickPickItem } from 'vscode';
import type { Choice } from './choice.ts';

/** A line of the list: a word of the set, which can be used; without one a sentence, which is there to be read. */
export interface AnswerItem extends QuickPickItem {
  answer?: {
    word: string;
    /** Where it is known already. */
    row?: number;
  };
}

export interface Answers {
  /** How the question was understood, or what is expected; it stands above the list. */
  prompt: string;
  items: AnswerItem[];
}

/** What a quick pick asks again with every key. */
export interface Question {
  placeholder: string;
  /** Ways to answer that have a button in the title. */
  choices: readonly Choice<unknown>[];
  title(): string;
  /** @throws UserFault where the text cannot be answered: the sentence is shown in the place of the answers */
  answer(text: string, token: CancellationToken): Promise<Answers>;
}
