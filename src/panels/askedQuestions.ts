import * as vscode from 'vscode';

/** What a webview has asked and not been answered yet: what it does not want to know any more is computed no further. */
export class AskedQuestions implements vscode.Disposable {
  private readonly open = new Map<number, vscode.CancellationTokenSource>();

  /** Answers a message; one that is a question has a number, by which it can be cancelled. */
  async answer<T>(
    message: object,
    work: (token: vscode.CancellationToken) => Promise<T> | undefined,
  ): Promise<T | undefined> {
    const source = new vscode.CancellationTokenSource();
    const request = 'request' in message ? Number(message.request) : undefined;
    if (request !== undefined) this.open.set(request, source);
    try {
      return await work(source.token);
    } finally {
      if (request !== undefined) this.open.delete(request);
      source.dispose();
    }
  }

  cancel(request: number): void {
    this.open.get(request)?.cancel();
  }

  dispose(): void {
    for (const source of this.open.values()) source.cancel();
  }
}
