import * as vscode from 'vscode';
import { EngineStopped } from '../engine/client.ts';
import { Cancelled, UserFault } from '../engine/faults.ts';
import type { EngineMethod } from '../protocol/engine.ts';

/** What is lost with the engine, and has to be begun again by the user. */
const INTERRUPTED: ReadonlyMap<EngineMethod, () => string> = new Map([
  ['training/run', () => vscode.l10n.t('The engine stopped in the middle of the training.')],
  ['network/train', () => vscode.l10n.t('The engine stopped in the middle of the training.')],
  ['sets/save', () => vscode.l10n.t('The engine stopped in the middle of saving; please save again.')],
  ['evaluation/wordPairs', evaluationLost],
  ['evaluation/analogies', evaluationLost],
  ['backend/describe', () => vscode.l10n.t('The engine stopped while it proved the compute backend.')],
]);

function evaluationLost(): string {
  return vscode.l10n.t('The engine stopped in the middle of the evaluation; please start it again.');
}

/** The one place that shows errors: a sentence to the user, the details to the log. */
export class Errors implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Embedding Explorer', { log: true });

  /** A line of the engine's own output. */
  log(text: string): void {
    this.channel.info(text.trimEnd());
  }

  show(error: unknown): void {
    // What was cancelled was cancelled by the user.
    if (error instanceof Cancelled) return;
    // Of the engine's end everybody has been told; what was asked for in passing is asked again by itself.
    if (error instanceof EngineStopped && !INTERRUPTED.has(error.method)) return;
    const isKnown = error instanceof UserFault || error instanceof EngineStopped;
    if (isKnown) void vscode.window.showErrorMessage(this.sentence(error));
    else this.showDefect(error);
  }

  /** The sentence that tells what went wrong, for a panel to show in its own place. */
  sentence(error: unknown): string {
    if (error instanceof UserFault) return error.message;
    if (error instanceof Cancelled) return vscode.l10n.t('It was cancelled.');
    if (error instanceof EngineStopped)
      return INTERRUPTED.get(error.method)?.() ?? vscode.l10n.t('The engine stopped; please try again.');
    this.logDefect(error);
    return vscode.l10n.t('Something unexpected went wrong; the log of Embedding Explorer has the details.');
  }

  /** What went wrong where nobody waits for it, and the user is told by other means, if at all. */
  logInPassing(error: unknown): void {
    if (error instanceof UserFault) this.log(error.message);
    else if (!(error instanceof Cancelled || error instanceof EngineStopped)) this.logDefect(error);
  }

  /** Wraps a command so that whatever it throws is shown. */
  guard<Args extends unknown[]>(action: (...args: Args) => unknown): (...args: Args) => Promise<void> {
    return async (...args) => {
      try {
        await action(...args);
      } catch (error) {
        this.show(error);
      }
    };
  }

  dispose(): void {
    this.channel.dispose();
  }

  private logDefect(error: unknown): void {
    this.channel.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  private showDefect(error: unknown): void {
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(this.sentence(error), showLog).then((chosen) => {
      if (chosen === showLog) this.channel.show();
    });
  }
}
