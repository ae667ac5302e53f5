import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import type { SetEntry } from '../editor/sets.ts';
import { Cancelled } from '../engine/faults.ts';
import type { LayoutFrame, LayoutParams, MapClusters, SampleCounts, UmapParams } from '../protocol/engine.ts';
import type { LayoutChoice, LayoutState } from '../protocol/map.ts';

/** One set's layout: what every panel that shows the set draws. */
export interface SetLayout {
  /** [rows × 2]; empty before the first frame. */
  positions: Float32Array;
  state: LayoutState;
  choice: LayoutChoice;
  /** Only where a sample was laid out. */
  sample?: SampleCounts | undefined;
  /** Its clusters, once it has settled and they are found. */
  clusters?: MapClusters[];
}

interface Run extends SetLayout {
  entry: SetEntry;
  key: string;
  /** Its name in the engine. */
  run: string;
  stop: vscode.CancellationTokenSource;
}

/** What is kept of a choice over a reload of the window. */
interface StoredChoice {
  params: LayoutParams;
  rows?: number[];
}

const ENGINES = ['auto', 'fast', 'umap-js'] as const;
const METRICS = ['cosine', 'euclidean', 'dot'] as const;

/** How many finished layouts are kept on disk. */
const KEPT = 30;
/** So many words name a cluster. */
const NAMES = 3;

/** The layouts of the open sets: computed once a set, shared by its panels, kept over a reload of the window. */
export class Layouts implements vscode.Disposable {
  private readonly runs = new Map<string, Run>();
  private readonly changed = new vscode.EventEmitter<string>();
  /** Fires with the id of a set whose layout moved or changed its state. */
  readonly onDidChange = this.changed.event;
  private readonly engine: EngineHost;
  private readonly errors: Errors;
  private readonly folder: vscode.Uri;
  private readonly memento: vscode.Memento;
  private readonly subscription: vscode.Disposable;

  constructor(context: vscode.ExtensionContext, engine: EngineHost, errors: Errors) {
    this.engine = engine;
    this.errors = errors;
    this.memento = context.workspaceState;
    this.folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'layouts');
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('embeddingExplorer.map')) this.adapt();
    });
  }

  get(setId: string): SetLayout | undefined {
    return this.runs.get(setId);
  }

  /** Sees to it that a set that the engine has is laid out, is being laid out, or was stopped by the user. */
  ensure(entry: SetEntry): void {
    const run = this.runs.get(entry.id);
    const isAlive = run && run.state.kind !== 'failed' && run.key === keyOf(entry, this.choiceOf(entry));
    if (isAlive) return;
    run?.stop.cancel();
    this.start(entry, true);
  }

  /** Lays a set out otherwise than the settings say, henceforth. */
  choose(entry: SetEntry, choice: LayoutChoice): void {
    this.remember(entry, choice);
    this.stop(entry.id);
    this.start(entry, true, choice);
  }

  /** Takes over a layout that was made in another session. */
  adopt(entry: SetEntry, choice: LayoutChoice, positions: Float32Array): void {
    this.stop(entry.id);
    this.remember(entry, choice);
    const run = this.add(entry, choice);
    this.settle(entry.id, run, { kind: 'settled' }, positions);
    void this.finish(run);
  }

  /** Lets a layout that settles wait, or go on. */
  async pause(setId: string, isPaused: boolean): Promise<void> {
    const run = this.runs.get(setId);
    if (run?.state.kind !== 'settling') return;
    this.settle(setId, run, { ...run.state, isPaused });
    await this.engine.request('layout/pause', { run: run.run, paused: isPaused });
  }

  stop(setId: string): void {
    this.runs.get(setId)?.stop.cancel();
  }

  restart(entry: SetEntry): void {
    this.stop(entry.id);
    this.start(entry, false);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const run of this.runs.values()) run.stop.cancel();
    this.changed.dispose();
  }

  /** Lays out anew what the settings want otherwise now. */
  private adapt(): void {
    for (const { entry } of this.runs.values()) if (entry.state === 'ready') this.ensure(entry);
  }

  private start(entry: SetEntry, useKept: boolean, choice = this.choiceOf(entry)): void {
    const run = this.add(entry, choice);
    this.compute(entry, run, useKept).catch((error: unknown) =>
      this.settle(entry.id, run, this.failure(error)),
    );
  }

  /** A run that takes the place of the one before; its points set out from where those are. */
  private add(entry: SetEntry, choice: LayoutChoice): Run {
    const run: Run = {
      entry,
      choice,
      positions: new Float32Array(0),
      state: { kind: 'graph', since: Date.now() },
      key: keyOf(entry, choice),
      run: randomUUID(),
      stop: new vscode.CancellationTokenSource(),
    };
    this.runs.set(entry.id, run);
    return run;
  }

  private async compute(entry: SetEntry, run: Run, useKept: boolean): Promise<void> {
    const { choice, stop } = run;
    const rows = choice.rows ?? rowsOf(entry);
    const kept = useKept ? await this.readKept(run.key, choice.rows?.length ?? rowsOf(entry)) : undefined;
    if (kept) {
      this.settle(entry.id, run, { kind: 'settled' }, kept);
      return this.finish(run);
    }
    this.settle(entry.id, run, run.state);
    const layout = await this.engine.request(
      'layout/run',
      { id: entry.id, rows, params: choice.params, run: run.run },
      { token: stop.token, onProgress: (frame) => this.follow(entry.id, run, frame) },
    );
    const { positions, epoch, epochs, settled, sample } = layout;
    run.sample = sample;
    this.settle(entry.id, run, settled ? { kind: 'settled' } : { kind: 'stopped', epoch, epochs }, positions);
    if (settled) await this.keep(run);
    await this.finish(run);
  }

  /** Looks for the clusters of a layout that moves no more. */
  private async finish(run: Run): Promise<void> {
    const { entry, choice, positions, stop } = run;
    if (positions.length === 0) return;
    try {
      const params = { id: entry.id, rows: choice.rows ?? rowsOf(entry), positions, names: NAMES };
      run.clusters = await this.engine.request('layout/clusters', params, { token: stop.token });
      if (this.runs.get(entry.id) === run) this.changed.fire(entry.id);
    } catch (error) {
      // A map without the names of its clusters is still a map.
      if (!(error instanceof Cancelled)) this.errors.log(this.errors.sentence(error));
    }
  }

  private follow(setId: string, run: Run, { positions, epoch, epochs, sample, found }: LayoutFrame): void {
    if (found !== undefined && run.state.kind === 'graph') this.settle(setId, run, { ...run.state, found });
    if (positions.length === 0) return;
    const isPaused = run.state.kind === 'settling' && run.state.isPaused;
    run.sample = sample;
    // The first shows principal components, while the neighbours are still looked for.
    this.settle(
      setId,
      run,
      epoch === 0 ? run.state : { kind: 'settling', epoch, epochs, isPaused },
      positions,
    );
  }

  private remember(entry: SetEntry, { params, rows }: LayoutChoice): void {
    const stored: StoredChoice = { params, ...(rows && { rows: [...rows] }) };
    void this.memento.update(choiceKey(entry), stored);
  }

  /** What the user has chosen for a set; else what the settings say. */
  private choiceOf(entry: SetEntry): LayoutChoice {
    const stored = this.memento.get<StoredChoice>(choiceKey(entry));
    if (!stored) return { params: params() };
    const { params: chosen, rows } = stored;
    return { params: chosen, rows: rows && Int32Array.from(rows) };
  }

  private settle(setId: string, run: Run, state: LayoutState, positions = run.positions): void {
    // A run that was replaced has nothing to say any more.
    if (this.runs.get(setId) !== run) return;
    Object.assign(run, { state, positions });
    this.changed.fire(setId);
  }

  private failure(error: unknown): LayoutState {
    if (error instanceof Cancelled) return { kind: 'stopped', epoch: 0, epochs: 0 };
    return { kind: 'failed', message: this.errors.sentence(error) };
  }

  private fileOf(key: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${createHash('sha1').update(key).digest('hex')}.f32`);
  }

  private async readKept(key: string, rows: number): Promise<Float32Array | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.fileOf(key));
      return bytes.length === rows * 8 ? new Float32Array(bytes.slice().buffer) : undefined;
    } catch {
      return undefined;
    }
  }

  private async keep({ key, positions }: Run): Promise<void> {
    await vscode.workspace.fs.writeFile(this.fileOf(key), new Uint8Array(positions.slice().buffer));
    const names = (await vscode.workspace.fs.readDirectory(this.folder)).map(([name]) => name);
    if (names.length <= KEPT) return;
    const files = names.map((name) => vscode.Uri.joinPath(this.folder, name));
    const stats = await Promise.all(files.map((file) => vscode.workspace.fs.stat(file)));
    const oldest = files.map((file, i) => ({ file, time: stats[i].mtime })).sort((a, b) => a.time - b.time);
    await Promise.all(oldest.slice(0, -KEPT).map(({ file }) => vscode.workspace.fs.delete(file)));
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('embeddingExplorer.map');
}

function params(): UmapParams {
  return {
    method: 'umap',
    engine: oneOf('engine', ENGINES),
    metric: oneOf('metric', METRICS),
    neighbours: whole('neighbours', 15, 2, 200),
    minDist: within('minDist', 0.1, 0, 1),
    seed: whole('seed', 42, 0, 0xffffffff),
  };
}

/** A setting as a number; its default where something else was written, the border where it is beyond. */
function within(name: string, fallback: number, least: number, most: number): number {
  const value: unknown = settings().get(name);
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(most, Math.max(least, value))
    : fallback;
}

/** A setting as one of some words; the first of them where something else was written. */
function oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
  const value: unknown = settings().get(name);
  return values.find((known) => known === value) ?? values[0];
}

function whole(name: string, fallback: number, least: number, most: number): number {
  return Math.round(within(name, fallback, least, most));
}

/** How many words of the set the map shows; of more than a method lays out well it takes a sample itself, and says so. */
export function rowsOf(entry: SetEntry): number {
  return Math.min(entry.info?.words ?? 0, whole('maxWords', 200_000, 10, Infinity));
}

/** What a layout depends on. */
function keyOf(entry: SetEntry, { params, rows }: LayoutChoice): string {
  const part = rows
    ? createHash('sha1').update(new Uint8Array(rows.slice().buffer)).digest('hex')
    : rowsOf(entry);
  return JSON.stringify([entry.path, entry.fingerprint, part, params]);
}

function choiceKey({ path }: SetEntry): string {
  return `layout.${path}`;
}
