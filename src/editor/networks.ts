import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { UserFault } from '../engine/faults.ts';
import type { SetInfo } from '../protocol/engine.ts';
import type { NetworkInfo } from '../protocol/recurrent.ts';
import type { EngineHost } from './engineHost.ts';
import type { Choice, OpenAnswers } from './openAnswers.ts';
import type { SetEntry, Sets } from './sets.ts';

/** What is remembered of an open network over a reload of the window. */
interface StoredNetwork {
  id: string;
  name: string;
  /** The file that it is read from. */
  path: string;
  /** Which one of its file it is, where that holds several. */
  part?: Choice | undefined;
  /** Trained here, and not saved by the user yet: its file is ours. */
  unsaved: boolean;
  /** The set that holds the embedding table of a language model. */
  setId?: string | undefined;
}

/** A network with weights of its own, as the editor side knows it. */
export interface NetworkEntry extends StoredNetwork {
  /** What the engine said of it when it was last read. */
  info?: NetworkInfo | undefined;
  reading?: Promise<NetworkInfo> | undefined;
}

/** What networks need of the rest of the extension. */
export interface NetworkContext {
  engine: EngineHost;
  sets: Sets;
  answers: OpenAnswers;
  state: vscode.Memento;
}

const KEY = 'networks';
/** The engine's question for one of several networks: it is answered for a network, and not for its file. */
const PART = 'network';

/** The one registry of open networks. It remembers them over a reload, and reads them anew when they are next asked. */
export class Networks implements vscode.Disposable {
  private readonly context: NetworkContext;
  private entries: NetworkEntry[];
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(context: NetworkContext) {
    this.context = context;
    this.entries = context.state.get<StoredNetwork[]>(KEY, []);
    this.subscriptions = [
      this.changed,
      context.engine.onDidDie(() => this.forgetReadings()),
      context.sets.onDidChange(() => this.forgetTables()),
    ];
  }

  get all(): readonly NetworkEntry[] {
    return this.entries;
  }

  get(id: string): NetworkEntry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  /** The language model that a set is the embedding table of. */
  ofSet(setId: string): NetworkEntry | undefined {
    return this.entries.find((entry) => entry.setId === setId);
  }

  /** The one that was opened last in this session and reads vectors of so many numbers. */
  lastReading(dims: number): NetworkEntry | undefined {
    return this.entries.findLast(({ info, setId }) => setId === undefined && info?.inputSize === dims);
  }

  /**
   * Opens a file of weights, asking the user what must be known first.
   *
   * @throws Cancelled where the user turns away
   */
  async open(path: string): Promise<NetworkEntry> {
    const fresh: NetworkEntry = { id: randomUUID(), name: nameOf(path), path, unsaved: false };
    const ofFile = this.entries.filter((entry) => entry.path === path);
    // The file may be another one by now; of one that holds several networks the user says again which.
    const read = ofFile.find(({ part }) => part === undefined) ?? fresh;
    await this.read(read, true);
    const known = ofFile.find((entry) => entry !== read && entry.part?.value === read.part?.value);
    if (known) {
      await this.context.engine.request('network/close', { id: read.id });
      await this.readAgain(known);
    }
    const entry = known ?? read;
    this.add(entry);
    return entry;
  }

  /** Takes a language model over that the engine has trained; `path` is where it is kept. */
  async adopt(info: NetworkInfo, table: SetInfo, path: string): Promise<NetworkEntry> {
    await this.context.sets.adopt(table, path, false);
    const { id, name } = info;
    const entry = { id, name, path, unsaved: true, setId: table.id, info, reading: Promise.resolve(info) };
    this.add(entry);
    return entry;
  }

  /**
   * Waits until the engine has the network.
   *
   * @throws UserFault where it is not open any more
   */
  async ready(id: string): Promise<NetworkInfo> {
    const entry = this.get(id);
    if (!entry) throw new UserFault(vscode.l10n.t('This network is not open any more.'));
    entry.reading ??= this.read(entry, false).catch((error: unknown) => {
      entry.reading = undefined;
      throw error;
    });
    return entry.reading;
  }

  /** Puts a network, and its table, back to what its file has. */
  async readAgain(entry: NetworkEntry): Promise<void> {
    entry.reading = undefined;
    await this.ready(entry.id);
  }

  /** The user has saved the network to a file of their own, which it is read from henceforth, and its table too. */
  async savedAs(entry: NetworkEntry, path: string): Promise<void> {
    const { path: before, unsaved } = entry;
    const table = this.tableOf(entry);
    Object.assign(entry, { path, name: basename(path), part: undefined, unsaved: false });
    this.store();
    if (!unsaved) return;
    if (table?.path === before) await this.context.sets.savedAs(table, path);
    await rm(before, { force: true });
  }

  /** Forgets a network. The file of one that was trained here and never saved is deleted, and its table goes with it. */
  async close(entry: NetworkEntry): Promise<void> {
    const table = this.tableOf(entry);
    this.entries = this.entries.filter((other) => other !== entry);
    this.store();
    if (entry.reading) await this.context.engine.request('network/close', { id: entry.id });
    if (!entry.unsaved) return;
    if (table?.path === entry.path) await this.context.sets.close(table);
    await rm(entry.path, { force: true });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** As the one that was opened last; it takes the place of one that is known. */
  private add(entry: NetworkEntry): void {
    this.entries = [...this.entries.filter(({ id }) => id !== entry.id), entry];
    this.store();
  }

  private async read(entry: NetworkEntry, mayAsk: boolean): Promise<NetworkInfo> {
    const table = this.tableOf(entry);
    const setId = table?.id ?? entry.setId ?? randomUUID();
    // The network brings its table along, which must not be read over afterwards.
    if (table) await this.context.sets.ready(table);
    const { network, info } = await this.request(entry, setId, mayAsk);
    if (info) entry.setId = setId;
    if (info && !table) await this.context.sets.adopt(info, entry.path, false);
    entry.info = network;
    entry.reading = Promise.resolve(network);
    this.store();
    return network;
  }

  /** Asks the engine to open the network, and the user what the engine wants to know of it. */
  private async request(entry: NetworkEntry, setId: string, mayAsk: boolean) {
    const { engine, answers } = this.context;
    const { id, path } = entry;
    for (;;) {
      const { name, part } = entry;
      const given = { ...answers.of(path), ...(part && { [PART]: part.value }) };
      const opened = await engine.request('network/open', { id, path, name, setId, answers: given });
      if ('network' in opened) return opened;
      if (!mayAsk) throw new UserFault(vscode.l10n.t('{0} asks something; please open it once more.', name));
      if (opened.question.key !== PART) await answers.ask(path, name, opened.question);
      else {
        entry.part = await answers.choose(nameOf(path), opened.question);
        entry.name = `${nameOf(path)}: ${entry.part.label}`;
      }
    }
  }

  /** The set of a language model; one that was closed and opened again has another id. */
  private tableOf({ setId, path }: NetworkEntry): SetEntry | undefined {
    const { sets } = this.context;
    return setId === undefined
      ? undefined
      : (sets.get(setId) ?? sets.all.find((entry) => entry.path === path));
  }

  /** What a dead engine had is gone. */
  private forgetReadings(): void {
    for (const entry of this.entries) entry.reading = undefined;
  }

  /** A language model whose table was closed is read anew, with it, when it is next asked. */
  private forgetTables(): void {
    for (const entry of this.entries)
      if (entry.setId !== undefined && !this.context.sets.get(entry.setId)) entry.reading = undefined;
  }

  private store(): void {
    const stored = this.entries.map(({ id, name, path, part, unsaved, setId }): StoredNetwork => {
      return { id, name, path, part, unsaved, setId };
    });
    void this.context.state.update(KEY, stored);
    this.changed.fire();
  }
}

/** Every Keras model's file has the same name: its folder's tells it from others. */
function nameOf(path: string): string {
  const name = basename(path);
  return name === 'model.json' ? join(basename(dirname(path)), name) : name;
}
