import { fork, type ChildProcess } from 'node:child_process';
import {
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  CancellationToken,
  ResponseError,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { EngineMethod, ParamsOf, ProgressOf, ResultOf } from '../protocol/engine.ts';
import { L10N_BUNDLE, TFJS_NODE_PATH } from './environment.ts';
import { Cancelled, REQUEST_CANCELLED, USER_FAULT, UserFault } from './faults.ts';

/** More ends than this within {@link RESTART_WINDOW_MS} and the engine stays down until the next request. */
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;

/** The engine's process ended while a request was under way. */
export class EngineStopped extends Error {
  override name = 'EngineStopped';
  /** What it was asked. */
  readonly method: EngineMethod;

  constructor(message: string, method: EngineMethod) {
    super(message);
    this.method = method;
  }
}

export interface ClientOptions {
  /** The engine's entry. */
  modulePath: string;
  /** The bundle of translated strings, a file: URI. */
  l10nBundle: string | undefined;
  /** A folder that holds @tensorflow/tfjs-node, asked for at every start. */
  tfjsNodePath: () => string | undefined;
  /** What the engine writes to its standard output and error. */
  log: (text: string) => void;
  /** The engine ended unasked; `restarted` tells whether a new one runs already. */
  onCrash: (reason: string, restarted: boolean) => void;
}

export interface RequestOptions<M extends EngineMethod> {
  token?: CancellationToken;
  onProgress?: (progress: ProgressOf<M>) => void;
}

/** The editor's end of the channel: starts the engine when it is first asked something, and again when it died. */
export class EngineClient {
  private readonly options: ClientOptions;
  private running: { process: ChildProcess; connection: MessageConnection } | undefined;
  private readonly progress = new Map<number, (progress: never) => void>();
  private nextToken = 1;
  private crashes: number[] = [];

  constructor(options: ClientOptions) {
    this.options = options;
  }

  /** The engine's process id, where it runs. */
  get pid(): number | undefined {
    return this.running?.process.pid;
  }

  /**
   * @throws UserFault with one sentence for the user; Cancelled when `token` was cancelled; EngineStopped when the
   *   process ended before it answered; Error for a defect in the engine
   */
  async request<M extends EngineMethod>(
    method: M,
    params: ParamsOf<M>,
    { token = CancellationToken.None, onProgress }: RequestOptions<M> = {},
  ): Promise<ResultOf<M>> {
    const { connection } = (this.running ??= this.start());
    const progressToken = this.nextToken++;
    if (onProgress) this.progress.set(progressToken, onProgress);
    try {
      return await connection.sendRequest<ResultOf<M>>(method, { params, progressToken }, token);
    } catch (error) {
      throw toError(error, method);
    } finally {
      this.progress.delete(progressToken);
    }
  }

  /** Ends the engine; the next request starts a new one. */
  stop(): void {
    const { process, connection } = this.running ?? {};
    this.running = undefined;
    connection?.dispose();
    process?.kill();
  }

  private start() {
    const { modulePath, l10nBundle, tfjsNodePath, log } = this.options;
    const env = { ...process.env, [L10N_BUNDLE]: l10nBundle, [TFJS_NODE_PATH]: tfjsNodePath() };
    const child = fork(modulePath, { env, serialization: 'advanced', silent: true, execArgv: [] });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => log(String(data)));
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.onNotification('progress', (message: { progressToken: number; progress: never }) =>
      this.progress.get(message.progressToken)?.(message.progress),
    );
    connection.listen();
    const started = { process: child, connection };
    child.on('error', (error) => log(`${error.message}\n`));
    child.on('exit', (code, signal) => {
      // jsonrpc rejects what is pending when its connection is disposed.
      connection.dispose();
      if (this.running === started) this.crashed(signal ?? `code ${code}`);
    });
    return started;
  }

  private crashed(reason: string): void {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < RESTART_WINDOW_MS), now];
    const restart = this.crashes.length <= MAX_RESTARTS;
    this.running = restart ? this.start() : undefined;
    this.options.onCrash(reason, restart);
  }
}

function toError(error: unknown, method: EngineMethod): unknown {
  if (error instanceof ResponseError) {
    if (error.code === USER_FAULT) return new UserFault(error.message);
    if (error.code === REQUEST_CANCELLED) return new Cancelled();
    if (error.code !== ErrorCodes.PendingResponseRejected) return new Error(error.message);
  }
  // What is left are failures of the channel itself.
  return new EngineStopped(error instanceof Error ? error.message : String(error), method);
}
