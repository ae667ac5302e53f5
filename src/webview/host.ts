/** The webview's line to its host, typed. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Messages out, messages in, and the state that VS Code keeps over a reload. */
export class Host<Out, In, State> {
  private readonly api = acquireVsCodeApi();

  post(message: Out): void {
    this.api.postMessage(message);
  }

  onMessage(listener: (message: In) => void): void {
    window.addEventListener('message', (event: MessageEvent<In>) => listener(event.data));
  }

  getState(): State | undefined {
    return this.api.getState() as State | undefined;
  }

  setState(state: State): void {
    this.api.setState(state);
  }
}
