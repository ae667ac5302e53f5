import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type { NetworkInfo, TraceParams } from '../../protocol/recurrent.ts';
import type { SetInfo } from '../../protocol/engine.ts';
import type { AnswersOf } from '../answer.ts';
import { UserFault } from '../faults.ts';
import { runJob } from '../jobs.ts';
import type { OpenSets } from '../openSets.ts';
import { openNetwork } from './files/open.ts';
import { saveNetwork } from './files/save.ts';
import { modelOf, networkOf, type LanguageState } from './language/model.ts';
import { embeddingSetOf, runLanguageTraining, type LanguageRun } from './language/training.ts';
import { OpenNetworks } from './openNetworks.ts';
import { pathOf } from './plane.ts';
import { Tracer } from './prepare.ts';
import { checkLength, cosines, orderOf, statesOf } from './states.ts';
import { cellOf, compareTraces, traceOf } from './trace.ts';

/** What can be asked of recurrent networks. */
export function recurrentAnswers(
  sets: OpenSets,
  languages: Map<string, LanguageRun>,
  tfjsNodePath: string | undefined,
): AnswersOf<'trace' | 'network'> {
  const networks = new OpenNetworks();
  return {
    ...traceAnswers(new Tracer(sets, networks)),
    ...networkAnswers(sets, networks, languages, tfjsNodePath),
  };
}

function traceAnswers(tracer: Tracer): AnswersOf<'trace'> {
  return {
    'trace/run': (params) => traceOf(tracer.trace(params)),
    'trace/batch': ({ trace, texts }) => texts.map((text) => traceOf(tracer.trace({ ...trace, text }))),
    'trace/cell': ({ trace, step, unit, ...states }) => cellOf(tracer.trace(trace), step, unit, states),
    'trace/save': ({ trace, path }) => {
      const { network, bias } = tracer.trace(trace);
      return saveNetwork({ network, bias }, path);
    },
    'trace/influence': ({ trace, step }, following) => {
      const { network, run, silenced, initial, input } = tracer.trace(trace);
      const at = step ?? run.time - 1;
      if (!(at >= 0 && at < run.time)) throw new RangeError(`The trace has no step ${at}.`);
      return runJob('influence', { network, input, initial, silenced, at }, following);
    },
    'trace/forgetting': ({ trace, networks, reach }, following) => {
      const { set, input } = tracer.trace(trace);
      const chosen = networks.map((choice) => tracer.networkOf(choice, set));
      return runJob('forgetting', { networks: chosen, input, reach: reach ?? Infinity }, following);
    },
    'trace/similarity': ({ trace, ...states }) => {
      const traced = tracer.trace(trace);
      checkLength(traced);
      const [values, width] = statesOf(traced, states);
      return cosines(values, values, width);
    },
    'trace/path': ({ trace, ...states }) => {
      const traced = tracer.trace(trace);
      checkLength(traced);
      return pathOf(...statesOf(traced, states));
    },
    'trace/order': ({ trace, by, layer, direction = 0 }) => {
      const traced = tracer.trace(trace);
      const last = traced.network.layers.length - 1;
      return orderOf(...statesOf(traced, { layer: layer ?? last, direction }), by);
    },
    'trace/compare': ({ first, second }) => {
      const [a, b] = [tracer.trace(first), tracer.trace(second)];
      checkLength(a, b);
      return compareTraces(a, b);
    },
  };
}

function networkAnswers(
  sets: OpenSets,
  networks: OpenNetworks,
  languages: Map<string, LanguageRun>,
  tfjsNodePath: string | undefined,
): AnswersOf<'network'> {
  const addLanguage = (id: string, setId: string, name: string, state: LanguageState, format: string) => {
    const language = { model: modelOf(state), setId };
    const network = networks.add(id, { name, format, network: networkOf(state), bias: true, language });
    return { network, info: sets.add(setId, name, embeddingSetOf(state, format)) };
  };
  return {
    'network/open': async ({ id, path, name = basename(path), answers = {}, setId = id }) => {
      const opened = await openNetwork(path, answers);
      if ('question' in opened) return opened;
      if ('state' in opened) return addLanguage(id, setId, name, opened.state, opened.format);
      const added: { network: NetworkInfo; info: SetInfo | undefined } = {
        network: networks.add(id, { name, ...opened }),
        info: undefined,
      };
      return added;
    },
    'network/close': ({ id }) => {
      networks.delete(id);
      languages.delete(id);
    },
    'network/train': async ({ id, setId, name, corpus, params, from }, following) => {
      const onStart = (run: LanguageRun) => languages.set(id, run);
      const input = { corpus, params, from, tfjsNodePath };
      const { state, ...outcome } = await runLanguageTraining(input, { ...following, onStart });
      return { ...addLanguage(id, setId, name, state, FORMATS[state.params.kind]), ...outcome };
    },
    'network/count': ({ from, ...input }, following) =>
      runJob('countLanguage', { ...input, from }, following),
    'network/sample': ({ id, tokens, seed }, following) => {
      const run = languages.get(id);
      if (!run) throw new UserFault(l10n.t('This training is not there any more.'));
      return runJob('sampleLanguage', { state: run.state, tokens, seed }, following);
    },
    'network/save': ({ id, path }) => saveNetwork(networks.get(id), path),
  };
}

/** How a network that was trained here is called. */
const FORMATS: Record<NonNullable<TraceParams['kind']>, string> = {
  rnn_tanh: 'RNN language model',
  rnn_relu: 'RNN language model',
  lstm: 'LSTM language model',
  gru: 'GRU language model',
};
