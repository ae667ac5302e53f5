import * as vscode from 'vscode';
import { ARTICLE_SENTENCES } from '../../common/articleSentences.ts';
import type { Traces } from '../../panels/tracePanel.ts';
import type { TraceView } from '../../protocol/trace.ts';
import type { Networks } from '../networks.ts';
import type { SetEntry, Sets } from '../sets.ts';
import { openVectors } from '../openVectors.ts';
import { offer } from './offer.ts';
import { offerToOpen } from './setCommands.ts';

/** A text of a document, without the white space around it, and the offset of its first character. */
interface Selected {
  text: string;
  start: number;
}

/** Traces the network of a set over a text that stands in no document. */
export function traceText(traces: Traces, networks: Networks, text: string, set: SetEntry): void {
  traces.show(viewOf(set, networks, [text]), [set]);
}

/**
 * The commands that trace a network: over the selected sentence, or several selections as a batch; without a selection,
 * over the line of the cursor; and over the article's sentences, for which nothing has to be open. Where the active set is a
 * language model's, that model is traced; else the network that was opened last, where it reads vectors of the set's size.
 */
export function traceCommands(sets: Sets, networks: Networks, traces: Traces, sample: vscode.Uri) {
  return {
    traceExample: async () => {
      const set = await openVectors(sets, sample);
      const view = viewOf(set, networks, ARTICLE_SENTENCES);
      // The sample knows some of their words; of the others each has a vector nonetheless.
      const trace = { ...view.trace, unknown: 'random' } as const;
      traces.show({ ...view, trace }, [set], vscode.ViewColumn.Active);
    },
    traceRnn: async () => {
      const editor = vscode.window.activeTextEditor;
      const set = sets.active;
      const example = {
        label: vscode.l10n.t('Trace an Example'),
        command: 'embeddingExplorer.traceExample',
      };
      if (!set) return offerToOpen(example);
      const selected = editor ? await withWords(selectedTexts(editor), sets, networks, set) : [];
      if (!editor || selected.length === 0)
        return offer(vscode.l10n.t('Select a sentence in a text editor to trace it.'), [example]);
      const uri = editor.document.uri.toString();
      const source = { uri, starts: selected.map(({ start }) => start) };
      const texts = selected.map(({ text }) => text);
      traces.show({ ...viewOf(set, networks, texts), source }, [set]);
    },
  };
}

/** Those that hold something to trace: words, or what else a language model reads. */
async function withWords(
  selected: readonly Selected[],
  sets: Sets,
  networks: Networks,
  set: SetEntry,
): Promise<Selected[]> {
  const found = await Promise.all(
    selected.map(async (each) => {
      if (/[\p{L}\p{N}]/u.test(each.text)) return [each];
      const { trace } = viewOf(set, networks, [each.text]);
      if (trace.networkId !== undefined) await networks.ready(trace.networkId);
      return sets.ask(set, 'trace/run', trace).then(
        () => [each],
        () => [],
      );
    }),
  );
  return found.flat();
}

function viewOf(set: SetEntry, networks: Networks, texts: readonly string[]): TraceView {
  const settings = vscode.workspace.getConfiguration('embeddingExplorer.trace');
  const model = networks.ofSet(set.id) ?? networks.lastReading(set.info?.dims ?? 0);
  const trace = {
    setId: set.id,
    text: texts[0],
    hiddenSize: settings.get<number>('hiddenSize', 16),
    seed: settings.get<number>('seed', 1),
    ...(model ? { networkId: model.id } : {}),
  };
  return { trace, texts: [...texts], ownSetId: set.id };
}

function selectedTexts({ document, selections }: vscode.TextEditor): Selected[] {
  const ranges = selections.every(({ isEmpty }) => isEmpty)
    ? [document.lineAt(selections[0].active).range]
    : selections.filter(({ isEmpty }) => !isEmpty).sort((a, b) => a.start.compareTo(b.start));
  return ranges
    .map((range) => {
      const text = document.getText(range);
      const start = document.offsetAt(range.start) + text.length - text.trimStart().length;
      return { text: text.trim(), start };
    })
    .filter(({ text }) => text !== '');
}
