import { deserialize, serialize } from 'node:v8';
import * as vscode from 'vscode';
import type { CorpusSource, TrainingProgress } from '../../protocol/engine.ts';
import type {
  AnyTrainingParams,
  LanguageSample,
  TrainingDraft,
  TrainingFrame,
  TrainingStatus,
} from '../../protocol/training.ts';
import type { TrainingWords } from '../../protocol/watch.ts';
import type { EngineHost } from '../engineHost.ts';

/** What is remembered of a training over a reload of the window. */
export interface TrainingRecord {
  id: string;
  /** What is trained; absent in records of earlier versions: word vectors. */
  kind?: TrainingDraft['kind'];
  name: string;
  /** What was read, to be shown. */
  what: string;
  source: CorpusSource;
  params: AnyTrainingParams;
  /** The saved training that it began with, and what that was trained on, one behind another. */
  from?: { path: string; name: string };
  status: TrainingStatus;
  history: TrainingProgress[];
  watched: string[];
  /** The part that is done in its checkpoint, where there is one. */
  saved?: number;
}

/** What is large of it. */
export interface TrainingPictures {
  words: TrainingWords | undefined;
  frames: TrainingFrame[];
  samples?: LanguageSample[];
}

const NO_PICTURES: TrainingPictures = { words: undefined, frames: [] };

/** Where trainings are kept: a folder each, with its record, its pictures, its checkpoint, and texts that are no files. */
export class TrainingStore {
  private readonly root: vscode.Uri;
  private readonly trained: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.root = vscode.Uri.joinPath(storage, 'trainings');
    this.trained = vscode.Uri.joinPath(storage, 'trained');
  }

  /** Writes a set of the engine to where sets lie that were trained and not saved. Returns the path. */
  async keepVectors(engine: EngineHost, id: string): Promise<string> {
    const path = await this.fileOf(`${id}.bin`);
    await engine.request('sets/save', { id, path, format: 'word2vec-binary' });
    return path;
  }

  /** The same of a network: the engine may die. */
  async keepNetwork(engine: EngineHost, id: string): Promise<string> {
    const path = await this.fileOf(`${id}.safetensors`);
    await engine.request('network/save', { id, path });
    return path;
  }

  /** The checkpoint's path. */
  checkpoint(id: string): string {
    return this.file(id, 'checkpoint').fsPath;
  }

  /** Writes texts that are no files to such: what was trained on is still there when a training goes on. */
  async keepTexts(id: string, source: CorpusSource): Promise<CorpusSource> {
    const files = source.texts.map((_, i) => this.file(id, `text-${i}.txt`));
    for (const [i, file] of files.entries()) {
      await vscode.workspace.fs.writeFile(file, Buffer.from(source.texts[i]));
    }
    return { ...source, paths: [...source.paths, ...files.map((file) => file.fsPath)], texts: [] };
  }

  async write(record: TrainingRecord): Promise<void> {
    await vscode.workspace.fs.writeFile(
      this.file(record.id, 'record.json'),
      Buffer.from(JSON.stringify(record)),
    );
  }

  /** Undefined where there is none (any more). */
  async read(id: string): Promise<TrainingRecord | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.file(id, 'record.json'));
      return JSON.parse(Buffer.from(bytes).toString()) as TrainingRecord;
    } catch {
      return undefined;
    }
  }

  async writePictures(id: string, pictures: TrainingPictures): Promise<void> {
    await vscode.workspace.fs.writeFile(this.file(id, 'pictures'), serialize(pictures));
  }

  async readPictures(id: string): Promise<TrainingPictures> {
    try {
      return deserialize(await vscode.workspace.fs.readFile(this.file(id, 'pictures'))) as TrainingPictures;
    } catch {
      return NO_PICTURES;
    }
  }

  async ids(): Promise<string[]> {
    try {
      return (await vscode.workspace.fs.readDirectory(this.root)).map(([name]) => name);
    } catch {
      return [];
    }
  }

  async delete(id: string): Promise<void> {
    const folder = vscode.Uri.joinPath(this.root, id);
    await Promise.resolve(vscode.workspace.fs.delete(folder, { recursive: true })).catch(() => undefined);
  }

  private async fileOf(name: string): Promise<string> {
    await vscode.workspace.fs.createDirectory(this.trained);
    return vscode.Uri.joinPath(this.trained, name).fsPath;
  }

  private file(id: string, name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.root, id, name);
  }
}
