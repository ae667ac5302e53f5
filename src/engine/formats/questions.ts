import type { Ask } from './format.ts';
import type { OpenAnswers, OpenQuestion } from '../../protocol/engine.ts';

/** Thrown where a file cannot be read before its user has said something. */
export class Unanswered extends Error {
  override name = 'Unanswered';
  readonly question: OpenQuestion;

  constructor(question: OpenQuestion) {
    super(question.prompt);
    this.question = question;
  }
}

/** Of {@link OpenAnswers}: what is clear is to be asked, too. */
const ASK_ALL = 'askAll';

function isChoice(answer: string, { choices }: OpenQuestion): boolean {
  return choices.some(({ value }) => value === answer);
}

/** What the user has said of a file. */
export class Answers {
  private readonly given: OpenAnswers;

  constructor(given: OpenAnswers) {
    this.given = given;
  }

  /** As a format asks; an answer that is no choice any more (the file is another now) is none. */
  readonly ask: Ask = (question, accepts = isChoice) => {
    const { choices, key, isClear } = question;
    if (choices.length === 1) return choices[0].value;
    const answer: string | undefined = this.given[key];
    if (answer !== undefined && accepts(answer, question)) return answer;
    if (isClear && this.given[ASK_ALL] === undefined) return choices[0].value;
    throw new Unanswered(question);
  };
}
