import * as vscode from 'vscode';
import { Cancelled } from '../engine/faults.ts';
import type { OpenAnswers as Answers, OpenQuestion } from '../protocol/engine.ts';

const KEY = 'openAnswers';
/** Files whose answers are remembered; those of the longest ago are forgotten first. */
const MOST_FILES = 200;

/** What was chosen, and how it was called. */
export interface Choice {
  value: string;
  label: string;
}

/** By the keys of the questions. */
type Chosen = Record<string, Choice>;

/** Asks what must be known before a file can be read, once a file: the answers are remembered. */
export class OpenAnswers {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  of(path: string): Answers {
    const chosen = Object.entries(this.chosen(path));
    return Object.fromEntries(chosen.map(([key, { value }]) => [key, value]));
  }

  /** Which part of a file was chosen, in the words of the choices; '' where nothing was asked. */
  partOf(path: string): string {
    return Object.values(this.chosen(path))
      .map(({ label }) => label)
      .filter((label) => label !== '')
      .join(', ');
  }

  /** @throws Cancelled where the user turns away */
  async ask(path: string, name: string, question: OpenQuestion): Promise<void> {
    const chosen = await this.choose(name, question);
    await this.remember(path, { ...this.chosen(path), [question.key]: chosen });
  }

  /**
   * Asks once, and remembers nothing.
   *
   * @throws Cancelled where the user turns away
   */
  async choose(name: string, { prompt, choices }: OpenQuestion): Promise<Choice> {
    const chosen = await vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Open {0}', name),
      // A placeholder would be cut off.
      prompt,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    if (!chosen) throw new Cancelled();
    const { value, label } = chosen;
    return { value, label };
  }

  /** The next time that the file is opened it asks again, and of what is clear, too. */
  async forget(path: string): Promise<void> {
    await this.remember(path, { askAll: { value: 'yes', label: '' } });
  }

  private chosen(path: string): Chosen {
    return this.all.find(([known]) => known === path)?.[1] ?? {};
  }

  private async remember(path: string, answers: Chosen): Promise<void> {
    const others = this.all.filter(([known]) => known !== path);
    await this.state.update(KEY, [...others, [path, answers]].slice(-MOST_FILES));
  }

  /** The longest ago first. */
  private get all(): [path: string, answers: Chosen][] {
    return this.state.get<[string, Chosen][]>(KEY, []);
  }
}
