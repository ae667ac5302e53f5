import * as vscode from 'vscode';
import { Cancelled } from '../../engine/faults.ts';
import { askOf, type Ask } from '../askOf.ts';
import type { Errors } from '../errors.ts';
import type { SetEntry, Sets } from '../sets.ts';

/** What every tool may be told: the open set that is asked, by its name; without it the active one. */
export interface ToolInput {
  set?: string;
}

/** What a tool does, in the words of its package.json. */
export interface ToolWork<Input extends ToolInput> {
  /** What the user reads while it works. */
  message(input: Input): string;
  /** The answer as plain text. @throws UserFault that tells the model what to do otherwise */
  answer(ask: Ask, setName: string, input: Input, token: vscode.CancellationToken): Promise<string>;
}

/** A tool that asks an open embedding set something for a language model. */
export class EmbeddingTool<Input extends ToolInput> implements vscode.LanguageModelTool<Input> {
  private readonly sets: Sets;
  private readonly errors: Errors;
  private readonly work: ToolWork<Input>;

  constructor(sets: Sets, errors: Errors, work: ToolWork<Input>) {
    this.sets = sets;
    this.errors = errors;
    this.work = work;
  }

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<Input>): vscode.PreparedToolInvocation {
    return { invocationMessage: this.work.message(input) };
  }

  /** @throws Error whose message is a sentence that the model can act on */
  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<Input>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const set = this.find(input.set);
    try {
      const text = await this.work.answer(askOf(this.sets, set), set.name, input, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } catch (error) {
      if (error instanceof Cancelled) throw new vscode.CancellationError();
      throw new Error(`${set.name}: ${this.errors.sentence(error)}`, { cause: error });
    }
  }

  private find(name: string | undefined): SetEntry {
    const { all, active } = this.sets;
    const found = name === undefined ? active : all.find((entry) => entry.name === name);
    if (found) return found;
    if (all.length === 0) {
      throw new Error(
        vscode.l10n.t(
          'No embedding set is open. Ask the user to open one by the command ‘Embeddings: Open Vector File…’.',
        ),
      );
    }
    const names = all.map((entry) => entry.name).join(', ');
    throw new Error(
      name === undefined
        ? vscode.l10n.t('No embedding set is active; name one of those that are open: {0}.', names)
        : vscode.l10n.t('No open embedding set is called {0}; open are: {1}.', name, names),
    );
  }
}
