import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type { CorpusSource } from '../../../protocol/engine.ts';
import type { LanguageParams, LanguageStart } from '../../../protocol/recurrent.ts';
import { UserFault } from '../../faults.ts';
import { seededRandom } from '../../random.ts';
import { openNetwork } from '../files/open.ts';
import { copyOfState, initialState, type LanguageState } from './model.ts';
import { readText, type LanguageText } from './text.ts';

/** What a training begins with: the text, and a model that is new, or another one's that goes on. */
export async function begin({
  corpus,
  params,
  from,
}: {
  corpus: CorpusSource;
  params: LanguageParams;
  from?: LanguageStart | undefined;
}): Promise<{ text: LanguageText; state: LanguageState }> {
  const saved = from && (await savedState(from.path));
  if (!saved) {
    const text = await readText(corpus, params);
    const state = initialState(text.words, params, text.vocabulary, text, seededRandom(params.seed));
    return { text, state };
  }
  const { tokeniser } = saved.params;
  const text = await readText(corpus, { ...params, tokeniser }, saved.words);
  return { text, state: from.isCheckpoint ? saved : copyOfState(saved, params) };
}

/** @throws UserFault where the file is no language model */
async function savedState(path: string): Promise<LanguageState> {
  const opened = await openNetwork(path, {});
  if ('state' in opened) return opened.state;
  throw new UserFault(l10n.t('{0} is no language model that was trained here.', basename(path)));
}
