import * as vscode from 'vscode';

/** A line of the list; one that starts the work has nothing to edit. */
export type OptionLine<Options> = vscode.QuickPickItem & {
  edit?: (options: Options) => Promise<Options | undefined>;
};

/** Shows how a piece of work will be done; a choice of a line changes that line. Undefined where the user turns away. */
export async function chooseOptions<Options>(
  title: string,
  defaults: Options,
  lines: (options: Options) => OptionLine<Options>[],
): Promise<Options | undefined> {
  let options = defaults;
  for (;;) {
    const chosen: OptionLine<Options> | undefined = await vscode.window.showQuickPick(lines(options), {
      title,
      placeHolder: vscode.l10n.t('Start, or choose a line to change it'),
    });
    if (!chosen) return undefined;
    if (!chosen.edit) return options;
    options = (await chosen.edit(options)) ?? options;
  }
}

/** A line that asks for a whole number. */
export function numberLine<Key extends string, Options extends Record<Key, number>>(
  key: Key,
  label: string,
  options: Options,
  least: number,
  most: number,
): OptionLine<Options> {
  return {
    label,
    description: options[key].toLocaleString(),
    edit: async (current) => {
      const text = await vscode.window.showInputBox({
        title: label.replace(/^\$\([a-z-]+\) /, ''),
        value: String(current[key]),
        validateInput: (value) =>
          isWholeNumber(value, least, most)
            ? undefined
            : vscode.l10n.t('A whole number from {0} to {1}', least, most),
      });
      return text === undefined ? undefined : { ...current, [key]: Number(text) };
    },
  };
}

function isWholeNumber(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}
