import {
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
  type CancellationToken,
} from 'vscode-jsonrpc/node';
import type { EngineMethod, ParamsOf, ProgressOf } from '../protocol/engine.ts';
import { createEngine, type Engine } from './engine.ts';
import { TFJS_NODE_PATH } from './environment.ts';
import { Cancelled, REQUEST_CANCELLED, USER_FAULT, UserFault } from './faults.ts';
import { configureL10n } from './l10n.ts';

/** The engine's process: answers the requests that arrive over Node's IPC channel, until that closes. */

interface Envelope<M extends EngineMethod> {
  params: ParamsOf<M>;
  /** Repeated by every progress notification of this request. */
  progressToken: number;
}

configureL10n();
const engine = createEngine({ tfjsNodePath: process.env[TFJS_NODE_PATH] });
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

for (const method of Object.keys(engine) as EngineMethod[]) answerRequests(method);
connection.listen();
// An extension host that is gone wants no answers.
process.on('disconnect', () => process.exit());

function answerRequests<M extends EngineMethod>(method: M): void {
  const answer: Engine[M] = engine[method];
  connection.onRequest(method, async ({ params, progressToken }: Envelope<M>, token: CancellationToken) => {
    const report = (progress: ProgressOf<M>) =>
      void connection.sendNotification('progress', { progressToken, progress });
    try {
      // jsonrpc knows no undefined result.
      return (await answer(params, { signal: abortSignal(token), report })) ?? null;
    } catch (error) {
      return toResponseError(error);
    }
  });
}

function abortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function toResponseError(error: unknown): ResponseError {
  if (error instanceof UserFault) return new ResponseError(USER_FAULT, error.message);
  if (error instanceof Cancelled) return new ResponseError(REQUEST_CANCELLED, error.message);
  return new ResponseError(
    ErrorCodes.InternalError,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
