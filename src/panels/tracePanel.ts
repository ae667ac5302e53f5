import * as vscode from 'vscode';
import { secondTrace } from '../common/traceView.ts';
import type { NetworkEntry, Networks } from '../editor/networks.ts';
import type { SetEntry } from '../editor/sets.ts';
import type { TracedText } from '../editor/tracedText.ts';
import { UserFault } from '../engine/faults.ts';
import type { ParamsOf } from '../protocol/engine.ts';
import type { FromPanel } from '../protocol/panel.ts';
import type { TraceParams } from '../protocol/recurrent.ts';
import type {
  AskTrace,
  FromTrace,
  KnownNetwork,
  ToTrace,
  TraceQuestion,
  TraceView,
} from '../protocol/trace.ts';
import { Panels, type OpenPanel, type PanelAnswer, type PanelContext } from './panels.ts';

type Question = Exclude<FromTrace, FromPanel>;
type Answer = PanelAnswer<TraceView, ToTrace> | undefined;

/** Characters of the text that the title shows. */
const SHOWN = 24;

/** What traces need beside what every panel needs. */
export interface TraceContext extends PanelContext {
  networks: Networks;
  text: TracedText;
  /** Asks the user for a file of weights; undefined where they turn away. */
  openNetwork(): Promise<NetworkEntry | undefined>;
  /** Asks the user for a file of initial states, and gives its text. */
  openStates(): Promise<string | undefined>;
  /** Writes the weights of the network that a trace is of to a file that the user names. */
  saveWeights(trace: TraceParams, entry: SetEntry): Promise<void>;
  /** Trains a language model as the user says. */
  trainLanguage(): Promise<NetworkEntry | undefined>;
}

/** The panels of traced networks. */
export class Traces extends Panels<TraceView, Question, ToTrace> {
  private readonly traces: TraceContext;

  constructor(context: TraceContext) {
    super('trace', context);
    this.traces = context;
  }

  override title({ trace: { text } }: TraceView): string {
    const line = text.replace(/\s+/g, ' ').trim();
    const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
    return vscode.l10n.t('RNN Trace: {0}', shown);
  }

  /** Whatever else was changed there, the network for one. */
  override isSame(shown: TraceView, asked: TraceView): boolean {
    const textsOf = ({ texts, source, ownSetId, trace: { text } }: TraceView) =>
      JSON.stringify([texts, source, ownSetId, text]);
    return textsOf(shown) === textsOf(asked);
  }

  override withSets(view: TraceView, [setId]: string[]): TraceView {
    const isOwn = view.ownSetId === view.trace.setId;
    return { ...view, trace: { ...view.trace, setId }, ownSetId: isOwn ? setId : view.ownSetId };
  }

  override async load(params: TraceView, [entry]: SetEntry[]): Promise<ToTrace> {
    const { trace: first } = params;
    const second = secondTrace(params);
    await this.readyFor(first, ...(second ? [second] : []));
    const shown = { type: 'trace', params, setName: entry.name, networks: this.known() } as const;
    if (!second) return { ...shown, trace: await this.context.sets.ask(entry, 'trace/run', first) };
    const compared = await this.context.sets.ask(entry, 'trace/compare', { first, second });
    const { first: trace, ...rest } = compared;
    return { ...shown, trace, compared: rest };
  }

  override async answer(
    message: Question,
    params: TraceView,
    [entry]: SetEntry[],
    token: vscode.CancellationToken,
  ): Promise<Answer> {
    switch (message.type) {
      case 'ask':
        return { reply: await this.reply(message, params, entry, token) };
      case 'change':
        return this.change(message.params);
      case 'light':
        this.traces.text.light(params, message.span);
        return undefined;
      case 'openNetwork':
        return this.switchTo(params, await this.traces.openNetwork());
      case 'openStates':
        return this.beginWith(params, await this.traces.openStates());
      case 'saveWeights':
        await this.readyFor(params.trace);
        await this.traces.saveWeights(params.trace, entry);
        return undefined;
      case 'trainLanguage':
        return this.switchTo(params, await this.traces.trainLanguage());
    }
  }

  override follow(panel: OpenPanel<TraceView, ToTrace>): vscode.Disposable {
    return vscode.Disposable.from(
      this.traces.networks.onDidChange(() => panel.send({ type: 'networks', networks: this.known() })),
      this.traces.text.follow(
        () => panel.params,
        (offset) => panel.send({ type: 'pointed', offset }),
      ),
    );
  }

  private async reply<Q extends TraceQuestion>(
    { request, question, of, params }: AskTrace<Q>,
    view: TraceView,
    entry: SetEntry,
    token: vscode.CancellationToken,
  ): Promise<ToTrace> {
    const trace = (of === 'second' && secondTrace(view)) || view.trace;
    try {
      await this.readyFor(trace, ...networksIn(params));
      const asked = { trace, ...params } as unknown as ParamsOf<`trace/${Q}`>;
      const answer = await this.context.sets.ask(entry, `trace/${question}`, asked, { token });
      return { type: 'answer', request, answer };
    } catch (error) {
      return { type: 'noAnswer', request, message: this.context.errors.sentence(error) };
    }
  }

  /** Shows other parameters where they can be; else says why not, and what is shown stays. */
  private async change(params: TraceView): Promise<Answer> {
    try {
      // A language model whose table was closed brings it again.
      await this.readyFor(params.trace);
      const entry = this.context.sets.get(params.trace.setId);
      if (!entry) throw new UserFault(vscode.l10n.t('The embedding set of this trace was closed.'));
      await this.load(params, [entry]);
      return { change: params, entries: [entry] };
    } catch (error) {
      return { reply: { type: 'refused', message: this.context.errors.sentence(error) } };
    }
  }

  /** Traces with a network that was opened or trained; with its own set where it is a language model. */
  private async switchTo(params: TraceView, network: NetworkEntry | undefined): Promise<Answer> {
    if (!network) return undefined;
    const setId = network.setId ?? params.ownSetId;
    return this.change({ ...params, trace: { ...params.trace, networkId: network.id, setId } });
  }

  /** Traces from the states that a file has. */
  private async beginWith(params: TraceView, json: string | undefined): Promise<Answer> {
    if (json === undefined) return undefined;
    return this.change({ ...params, trace: { ...params.trace, initial: { json } } });
  }

  /** Reads the open networks among those that are asked for, where they have not been read in this session. */
  private async readyFor(...traces: Pick<TraceParams, 'networkId'>[]): Promise<void> {
    for (const { networkId } of traces)
      if (networkId !== undefined) await this.traces.networks.ready(networkId);
  }

  private known(): KnownNetwork[] {
    return this.traces.networks.all.map(({ id, name, info, setId }) => {
      return { id, name, ...(info ? { info } : {}), ...(setId === undefined ? {} : { setId }) };
    });
  }
}

function networksIn(params: object): { networkId?: string }[] {
  return 'networks' in params ? (params.networks as { networkId?: string }[]) : [];
}
