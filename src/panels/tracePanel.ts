import * as vscode from 'vscode';
import type { SetEntry } from '../editor/sets.ts';
import type { TraceParams } from '../protocol/engine.ts';
import type { FromPanel } from '../protocol/panel.ts';
import type { FromTrace, ToTrace } from '../protocol/trace.ts';
import { Panels, type PanelAnswer, type PanelContext } from './panels.ts';

type Question = Exclude<FromTrace, FromPanel>;

/** Characters of the text that the title shows. */
const SHOWN = 24;

/** The panels of traced networks. */
export class Traces extends Panels<TraceParams, Question, ToTrace> {
  constructor(context: PanelContext) {
    super('trace', context);
  }

  override title({ text }: TraceParams): string {
    const line = text.replace(/\s+/g, ' ').trim();
    const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
    return vscode.l10n.t('RNN Trace: {0}', shown);
  }

  override withSets(params: TraceParams, [setId]: string[]): TraceParams {
    return { ...params, setId };
  }

  override async load(params: TraceParams, [entry]: SetEntry[]): Promise<ToTrace> {
    const trace = await this.context.sets.ask(entry, 'trace/run', params);
    return { type: 'trace', params, setName: entry.name, trace };
  }

  override async answer(
    message: Question,
    params: TraceParams,
    [entry]: SetEntry[],
  ): Promise<PanelAnswer<TraceParams, ToTrace>> {
    if (message.type === 'change') {
      const { hiddenSize, seed } = message;
      return { change: { ...params, hiddenSize, seed } };
    }
    const { request, step, unit } = message;
    const cell = await this.context.sets.ask(entry, 'trace/cell', { trace: params, step, unit });
    return { reply: { type: 'cell', request, cell } };
  }
}
