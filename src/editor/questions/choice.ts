import * as vscode from 'vscode';

/** One of the ways in which a question can be answered. */
interface Option<T> {
  value: T;
  /** As the title names it. */
  label: string;
}

/** How a question is answered: one of several ways, the first one to begin with; a button goes on to the next. */
export class Choice<T> {
  private readonly name: string;
  private readonly options: readonly Option<T>[];
  private at = 0;

  constructor(name: string, options: readonly Option<T>[]) {
    this.name = name;
    this.options = options;
  }

  get value(): T {
    return this.options[this.at].value;
  }

  get label(): string {
    return this.options[this.at].label;
  }

  get button(): vscode.QuickInputButton {
    const next = this.options[(this.at + 1) % this.options.length].label;
    return {
      iconPath: new vscode.ThemeIcon('arrow-swap'),
      tooltip: vscode.l10n.t('{0}: {1}. Click for {2}.', this.name, this.label, next),
    };
  }

  next(): void {
    this.at = (this.at + 1) % this.options.length;
  }
}
