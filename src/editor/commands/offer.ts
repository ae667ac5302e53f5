import * as vscode from 'vscode';

/** A command that a message has a button for. */
export interface Offer {
  label: string;
  command: string;
}

/** Says something, with buttons for what can be done. */
export function offer(message: string, offers: readonly Offer[]): void {
  const labels = offers.map(({ label }) => label);
  void vscode.window.showInformationMessage(message, ...labels).then((chosen) => {
    const command = offers.find(({ label }) => label === chosen)?.command;
    if (command !== undefined) void vscode.commands.executeCommand(command);
  });
}
