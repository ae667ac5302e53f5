import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { EngineStopped, type RequestOptions } from '../engine/client.ts';
import { Cancelled, UserFault } from '../engine/faults.ts';
import type { EngineMethod, OpenQuestion, ParamsOf, ResultOf, SetInfo } from '../protocol/engine.ts';
import type { EngineHost } from './engineHost.ts';
import type { Errors } from './errors.ts';
import type { OpenAnswers } from './openAnswers.ts';

/** What is remembered of an open set over a reload of the window. */
interface StoredSet {
  id: string;
  name: string;
  /** The file that it is read from. */
  path: string;
  /** Trained here, and not saved by the user yet: its file is ours. */
  unsaved: boolean;
  /** Which part of the file was chosen: a tensor, columns, a sample; '' where it was not asked. */
  part?: string | undefined;
  /** As it was when it was last read. */
  size?: { words: number; dims: number } | undefined;
}

/** An open embedding set, as the editor side knows it. */
export interface SetEntry extends StoredSet {
  state: 'closed' | 'loading' | 'ready' | 'failed';
  /** What the engine said of it when it was last read. */
  info?: SetInfo;
  /** The sentence that says why it could not be read. */
  fault?: string;
  /** Length and time of change of the file when it was read, and what was chosen of it: another one is another map. */
  fingerprint?: string;
  reading?: Promise<SetInfo>;
  /** Stops the reading. */
  stop?: vscode.CancellationTokenSource;
}

/** How a set is read. */
export interface ReadingOptions extends RequestOptions<'sets/open'> {
  /** Whether the user is there to be asked what to read of the file. */
  mayAsk?: boolean;
}

const STORED_KEY = 'sets';
const ACTIVE_KEY = 'activeSet';

/** The one registry of open sets, and which one is active. It remembers both over a reload and an engine's death. */
export class Sets implements vscode.Disposable {
  private readonly entries: SetEntry[];
  private activeId: string | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  /** The list, an entry's state or the active set changed. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;
  private readonly context: vscode.ExtensionContext;
  private readonly engine: EngineHost;
  private readonly errors: Errors;
  private readonly answers: OpenAnswers;

  constructor(context: vscode.ExtensionContext, engine: EngineHost, errors: Errors, answers: OpenAnswers) {
    this.context = context;
    this.engine = engine;
    this.errors = errors;
    this.answers = answers;
    const stored = context.workspaceState.get<StoredSet[]>(STORED_KEY, []);
    this.entries = stored.map((set) => ({ ...set, state: 'closed' }));
    this.activeId = context.workspaceState.get<string>(ACTIVE_KEY);
    this.subscription = engine.onDidDie((isRestarted) => this.engineDied(isRestarted));
  }

  get all(): readonly SetEntry[] {
    return this.entries;
  }

  get active(): SetEntry | undefined {
    return this.entries.find((entry) => entry.id === this.activeId);
  }

  get(id: string): SetEntry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  /** Opens a file, or finds the set that is open from it already, and makes it active. */
  async open(path: string, options: ReadingOptions = {}): Promise<SetEntry> {
    const known = this.entries.find((entry) => entry.path === path);
    const entry = known ?? this.add({ id: randomUUID(), name: basename(path), path, unsaved: false });
    const hasChanged =
      known?.state === 'ready' && known.fingerprint !== this.fingerprintOf(path, await fileStamp(path));
    try {
      await (hasChanged ? this.read(entry, options) : this.ready(entry, options));
    } catch (error) {
      // A file that never was a set leaves no trace in the list.
      if (!known) this.remove(entry);
      throw error;
    }
    this.activate(entry.id);
    return entry;
  }

  /** Asks the engine something of a set, when the set is there to answer. */
  async ask<M extends EngineMethod>(
    entry: SetEntry,
    method: M,
    params: ParamsOf<M>,
    options: RequestOptions<M> = {},
  ): Promise<ResultOf<M>> {
    await this.ready(entry);
    // Reading a set can take longer than somebody waits.
    if (options.token?.isCancellationRequested) throw new Cancelled();
    return this.engine.request(method, params, options);
  }

  /**
   * Takes a set over that the engine has made itself, in place of the one with its id, where there is one; `path` is where it
   * is kept for the next session.
   *
   * @param unsaved whether that file is ours, and goes with the set
   */
  async adopt(info: SetInfo, path: string, unsaved = true): Promise<SetEntry> {
    const stored = { id: info.id, name: info.name, path, unsaved };
    const entry = this.get(info.id) ?? this.add(stored);
    const fingerprint = this.fingerprintOf(path, await fileStamp(path));
    const reading = Promise.resolve(info);
    Object.assign(entry, { ...stored, state: 'ready', info, size: info, fingerprint, reading });
    this.activate(entry.id);
    return entry;
  }

  /** Reads a set from its file, whatever the engine has. */
  async readAgain(entry: SetEntry): Promise<void> {
    await this.read(entry, {});
  }

  /** The user has saved the set to a file of their own, which it is read from henceforth. */
  async savedAs(entry: SetEntry, path: string): Promise<void> {
    const ours = entry.path;
    // A set that was read from the file that is another one now.
    const former = this.entries.find((other) => other !== entry && other.path === path);
    if (former) await this.close(former);
    Object.assign(entry, {
      path,
      name: basename(path),
      unsaved: false,
      part: '',
      fingerprint: this.fingerprintOf(path, await fileStamp(path)),
    });
    this.store();
    await removeOurs(ours);
  }

  /** Waits until the engine has the set; reads it where it has not been read in this session. */
  ready(entry: SetEntry, options: ReadingOptions = {}): Promise<SetInfo> {
    const isHere = entry.state === 'loading' || entry.state === 'ready';
    return isHere && entry.reading ? entry.reading : this.read(entry, options);
  }

  activate(id: string | undefined): void {
    const before = this.active;
    this.activeId = id;
    this.store();
    // A set that was open in the last session is read when it is first wanted.
    if (!this.active) return;
    this.ready(this.active).catch((error: unknown) => {
      this.errors.show(error);
      if (this.activeId === id && before?.state === 'ready') this.activate(before.id);
    });
  }

  /** Forgets a set. The file of one that was trained here and never saved is deleted. */
  async close(entry: SetEntry): Promise<void> {
    entry.stop?.cancel();
    this.remove(entry);
    if (entry.unsaved) await removeOurs(entry.path);
    if (entry.state === 'ready') await this.engine.request('sets/close', { id: entry.id });
  }

  /** Reads the set that was active in the last session. */
  restore(): void {
    this.activate(this.active?.id);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private add(stored: StoredSet): SetEntry {
    const entry: SetEntry = { ...stored, state: 'closed' };
    this.entries.push(entry);
    this.store();
    return entry;
  }

  private remove(entry: SetEntry): void {
    const at = this.entries.indexOf(entry);
    if (at >= 0) this.entries.splice(at, 1);
    if (this.activeId === entry.id) this.activate(this.entries.at(-1)?.id);
    else this.store();
  }

  private read(entry: SetEntry, options: ReadingOptions): Promise<SetInfo> {
    entry.state = 'loading';
    entry.stop = new vscode.CancellationTokenSource();
    options.token?.onCancellationRequested(() => entry.stop?.cancel());
    this.changed.fire();
    const reading = this.readNow(entry, { ...options, token: entry.stop.token });
    entry.reading = reading;
    return reading;
  }

  private async readNow(entry: SetEntry, options: ReadingOptions): Promise<SetInfo> {
    try {
      // The file as it is before it is read: what is written meanwhile makes it another one.
      const stamp = await fileStamp(entry.path);
      const info = await this.request(entry, options);
      const part = this.answers.partOf(entry.path);
      const fingerprint = this.fingerprintOf(entry.path, stamp);
      Object.assign(entry, { info, size: info, part, fingerprint, state: 'ready', fault: undefined });
      this.store();
      return info;
    } catch (error) {
      const isOver = error instanceof Cancelled || error instanceof EngineStopped;
      entry.state = isOver ? 'closed' : 'failed';
      entry.fault = this.errors.sentence(error);
      throw error;
    } finally {
      this.changed.fire();
    }
  }

  /** Asks the engine to open the set, and the user what the engine wants to know of it. */
  private async request(entry: SetEntry, options: ReadingOptions): Promise<SetInfo> {
    const { id, path, name } = entry;
    for (;;) {
      const params = { id, path, name, answers: this.answers.of(path), memory: memoryLimit() };
      const opened = await this.engine.request('sets/open', params, options);
      if ('info' in opened) return opened.info;
      if (!options.mayAsk) throw new UserFault(unasked(name, opened.question));
      await this.answers.ask(path, name, opened.question);
    }
  }

  /** What a dead engine had is gone: all is read again, now or, where no engine runs, when it is wanted. */
  private engineDied(isRestarted: boolean): void {
    for (const entry of this.entries) {
      const wasThere = entry.state === 'ready' || entry.state === 'loading';
      if (!wasThere) continue;
      entry.state = 'closed';
      entry.reading = undefined;
      if (isRestarted) this.read(entry, {}).catch((error: unknown) => this.errors.show(error));
    }
    this.changed.fire();
  }

  private fingerprintOf(path: string, stamp: string): string {
    return `${stamp}-${JSON.stringify(this.answers.of(path))}`;
  }

  private store(): void {
    const stored = this.entries.map(({ id, name, path, unsaved, part, size }): StoredSet => {
      return { id, name, path, unsaved, part, size: size && { words: size.words, dims: size.dims } };
    });
    void this.context.workspaceState.update(STORED_KEY, stored);
    void this.context.workspaceState.update(ACTIVE_KEY, this.activeId);
    void vscode.commands.executeCommand('setContext', 'embeddingExplorer.hasSets', stored.length > 0);
    this.changed.fire();
  }
}

/** '11,925 × 25', as every place writes the size of a set; '' before it was read for the first time. */
export function sizeOf({ size }: SetEntry): string {
  return size ? `${size.words.toLocaleString(vscode.env.language)} × ${size.dims}` : '';
}

/** The set's name, with the part of its file that was chosen. */
export function titleOf({ name, part }: SetEntry): string {
  return part ? `${name} · ${part}` : name;
}

/** What the user lets vectors take, in bytes; undefined: what the machine has. */
function memoryLimit(): number | undefined {
  const mebibytes = vscode.workspace.getConfiguration('embeddingExplorer').get<number>('memoryLimit', 0);
  return mebibytes > 0 ? mebibytes * 2 ** 20 : undefined;
}

function unasked(name: string, { prompt }: OpenQuestion): string {
  return vscode.l10n.t('{0} must be opened anew, since something has to be chosen: {1}', name, prompt);
}

/** Deletes a file that we have written, with what the engine has written beside it of how the set was made. */
async function removeOurs(path: string): Promise<void> {
  for (const file of [path, `${path}.training.json`]) await rm(file, { force: true });
}

/** Length and time of change of a file; '' where it cannot be had (the engine will say why). */
async function fileStamp(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.size}-${found.mtimeMs}` : '';
}
