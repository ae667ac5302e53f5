import * as vscode from 'vscode';
import { Cancelled } from '../../engine/faults.ts';
import type { Errors } from '../errors.ts';
import { plainLabel } from '../plainLabel.ts';
import type { AnswerActions } from './answerActions.ts';
import { sentenceItem } from './items.ts';
import type { AnswerItem, Question } from './question.ts';

/** From the last key to the question: less than the pause of somebody who has finished typing. */
const PAUSE_MS = 60;

/** Characters of a prompt: more would fill the screen. */
const LONGEST_PROMPT = 200;

/** VS Code sorts what matches the text first unless it is told not to, which its types do not know of. */
type UnsortedQuickPick = vscode.QuickPick<AnswerItem> & { sortByLabel?: boolean };

/** A quick pick that answers while one types: what it lists are answers to the text, not a choice filtered by it. */
export class LiveQuickPick {
  private readonly pick: UnsortedQuickPick;
  private readonly question: Question;
  private readonly actions: AnswerActions;
  private readonly errors: Errors;
  private timer: NodeJS.Timeout | undefined;
  /** What is being asked; nobody waits for what was asked before. */
  private asking: vscode.CancellationTokenSource | undefined;

  /** @param pick a new one, which is shown, and goes when it is left */
  constructor(
    pick: vscode.QuickPick<AnswerItem>,
    question: Question,
    actions: AnswerActions,
    errors: Errors,
  ) {
    this.pick = pick;
    this.question = question;
    this.actions = actions;
    this.errors = errors;
    this.pick.sortByLabel = false;
    pick.placeholder = question.placeholder;
    pick.onDidChangeValue(() => this.askSoon());
    pick.onDidAccept(errors.guard(() => this.accept()));
    pick.onDidTriggerButton((button) => this.choose(button));
    pick.onDidTriggerItemButton(errors.guard(({ item, button }) => this.use(item, button)));
    pick.onDidHide(() => this.end());
  }

  /** Shows it with a text to begin with. */
  show(text: string): void {
    this.pick.value = text;
    this.showChoices();
    this.pick.show();
    void this.ask();
  }

  private showChoices(): void {
    this.pick.title = this.question.title();
    this.pick.buttons = this.question.choices.map((choice) => choice.button);
  }

  private choose(button: vscode.QuickInputButton): void {
    this.question.choices[this.pick.buttons.indexOf(button)].next();
    this.showChoices();
    void this.ask();
  }

  private askSoon(): void {
    this.stop();
    this.pick.busy = true;
    this.timer = setTimeout(() => void this.ask(), PAUSE_MS);
  }

  private async ask(): Promise<void> {
    this.stop();
    const asking = (this.asking = new vscode.CancellationTokenSource());
    this.pick.busy = true;
    const { prompt, items } = await this.answers(asking.token);
    if (asking.token.isCancellationRequested) return;
    this.asking = undefined;
    this.pick.prompt = plainLabel(clipped(prompt));
    this.pick.items = items.map((item) => this.complete(item));
    this.pick.busy = false;
  }

  private async answers(token: vscode.CancellationToken) {
    try {
      return await this.question.answer(this.pick.value, token);
    } catch (error) {
      const isOver = error instanceof Cancelled;
      return {
        prompt: this.question.placeholder,
        items: isOver ? [] : [sentenceItem('info', this.errors.sentence(error))],
      };
    }
  }

  private complete(item: AnswerItem): AnswerItem {
    return { ...item, alwaysShow: true, buttons: item.answer && this.actions.buttons };
  }

  private async accept(): Promise<void> {
    // While an answer is awaited, the list belongs to another text.
    const answer = this.pick.busy ? undefined : this.pick.activeItems[0]?.answer;
    if (!answer) return;
    this.pick.hide();
    await this.actions.showOnMap(answer);
  }

  private async use({ answer }: AnswerItem, button: vscode.QuickInputButton): Promise<void> {
    if (answer && (await this.actions.use(button, answer.word))) this.pick.hide();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
  }

  private end(): void {
    this.stop();
    this.pick.dispose();
  }
}

function clipped(prompt: string): string {
  const characters = [...prompt];
  return characters.length > LONGEST_PROMPT ? `${characters.slice(0, LONGEST_PROMPT).join('')}…` : prompt;
}
