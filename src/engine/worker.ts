import { parentPort, workerData } from 'node:worker_threads';
import { UserFault } from './faults.ts';
import type { JobName, Jobs, WorkerMessage } from './jobs.ts';
import { configureL10n } from './l10n.ts';
import { steadily } from './recurrent/steadily.ts';

/** The entry of every worker thread: does the one job that it was started for. Imports only what that job needs. */
const work: {
  [J in JobName]: (
    input: Jobs[J]['input'],
    /** What is transferred is not copied, and gone from this thread. */
    report: (progress: Jobs[J]['progress'], transferred?: ArrayBuffer[]) => void,
  ) => Promise<Jobs[J]['output']>;
} = {
  load: async ({ path, ...options }, report) =>
    (await import('./formats/read.ts')).readVectors(path, { ...options, report }),
  parseLines: async (input) => (await import('./formats/text/lineParser.ts')).parseLines(input),
  colouring: async ({ column, rows }) => (await import('./embeddings/colouring.ts')).colourBy(column, rows),
  align: async ({ first, second }) => (await import('./comparison/alignment.ts')).align(first, second),
  layout: async (input, report) => (await import('./projection/work.ts')).layOut(input, report),
  clusters: async (input) => (await import('./projection/clusters.ts')).findClusters(input),
  place: async (input) => (await import('./projection/place.ts')).placeInto(input),
  direction: async (input) => (await import('./projection/recoverDirection.ts')).recoverDirection(input),
  principal: async (input) => (await import('./projection/principal.ts')).principalPlane(input),
  backend: async ({ tfjsNodePath }) =>
    (await (await import('./tensor/backend.ts')).chooseBackend(tfjsNodePath)).report,
  count: async (input, report) => {
    const { countCorpus } = await import('./training/count.ts');
    return countCorpus(
      input,
      steadily((fraction) => report({ fraction })),
    );
  },
  influence: async ({ network, input, initial, silenced, at }, report) => {
    const { influence } = await import('./recurrent/influence.ts');
    const record = (await import('./recurrent/network.ts')).run(network, input, { initial, silenced });
    return influence(network, record, at, {
      silenced,
      report: steadily((fraction) => report({ fraction })),
    });
  },
  forgetting: async ({ networks, input, reach }, report) => {
    const { forgetting } = await import('./recurrent/forgetting.ts');
    const tell = steadily((fraction) => report({ fraction }));
    return networks.map((network, i) =>
      forgetting(network, input, reach, (done) => tell((i + done) / networks.length)),
    );
  },
  trainLanguage: async (input, report) =>
    (await import('./recurrent/language/train.ts')).trainLanguage(input, report),
  countLanguage: async (input) => (await import('./recurrent/language/count.ts')).countLanguage(input),
  sampleLanguage: async ({ state, tokens, seed }) =>
    (await import('./recurrent/language/sample.ts')).sampleText(state, tokens, seed),
  train: async (input, report) => (await import('./training/train.ts')).train(input, report),
  referenceRnn: async (input) => (await import('./lessons/referenceRnn.ts')).referenceRnn(input),
  trainShare: async ({ share }) => (await import('./training/helpers.ts')).helpToTrain(share),
};

const send = (message: WorkerMessage<JobName>, transferred: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transferred);

async function main<J extends JobName>({ name, input }: { name: J; input: Jobs[J]['input'] }): Promise<void> {
  configureL10n();
  try {
    send({ done: await work[name](input, (progress, transferred) => send({ progress }, transferred)) });
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    send({ fault: error.message });
  }
}

await main(workerData as { name: JobName; input: Jobs[JobName]['input'] });
