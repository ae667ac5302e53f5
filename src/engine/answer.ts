import type { EngineMethod, ParamsOf, ProgressOf, ResultOf } from '../protocol/engine.ts';
import type { Following } from './jobs.ts';

export type Answer<M extends EngineMethod> = (
  params: ParamsOf<M>,
  following: Following<ProgressOf<M>>,
) => ResultOf<M> | Promise<ResultOf<M>>;

/** All computing, without VS Code: one function a request. */
export type Engine = { [M in EngineMethod]: Answer<M> };

/** The part of it that answers the requests of some folders: 'queries/…', 'texts/…'. */
export type AnswersOf<Folder extends string> = Pick<Engine, Extract<EngineMethod, `${Folder}/${string}`>>;
