import { EmbeddingSet } from '../src/engine/embeddings/embeddingSet.ts';
import { runJob } from '../src/engine/jobs.ts';
import type { OpenAnswers } from '../src/protocol/engine.ts';

/** Opens a vector file; of what would be asked, the likeliest is taken. */
export async function openSet(path: string): Promise<EmbeddingSet> {
  const following = { signal: new AbortController().signal, report: () => undefined };
  const answers: OpenAnswers = {};
  for (;;) {
    const loaded = await runJob('load', { path, answers, memory: Infinity }, following);
    if (!('question' in loaded)) return new EmbeddingSet(loaded);
    answers[loaded.question.key] = loaded.question.choices[0].value;
  }
}
