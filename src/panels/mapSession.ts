import { isAbsolute, join, dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import { say } from '../editor/commands/say.ts';
import type { SetEntry } from '../editor/sets.ts';
import type { LayoutParams } from '../protocol/engine.ts';
import type { LayoutChoice, MapState } from '../protocol/map.ts';
import type { SetLayout } from './layouts.ts';

const FORMAT = 'embedding-explorer-session';
const VERSION = 1;
const EXTENSION = 'embmap.json';

/** A map as it was: its set, its layout, and all that the user has made of it. */
export interface MapSession {
  /** The file of the set. */
  path: string;
  choice: LayoutChoice;
  positions: Float32Array;
  state: MapState;
}

/** As it stands in the file. */
interface StoredSession {
  format: typeof FORMAT;
  version: number;
  /** Relative to the session's own folder where it lies below it. */
  set: string;
  layout: { params: LayoutParams; rows?: number[]; positions: string };
  state: MapState;
}

/** Asks where, and writes there. */
export async function saveSession(
  { path, name }: SetEntry,
  { choice, positions }: SetLayout,
  state: MapState,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(dirname(path));
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${name}.${EXTENSION}`),
    filters: { [vscode.l10n.t('Map session')]: ['json'] },
    saveLabel: vscode.l10n.t('Save Session'),
  });
  if (!uri) return;
  const { params, rows } = choice;
  const below = relative(dirname(uri.fsPath), path);
  const bytes = Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength);
  const stored: StoredSession = {
    format: FORMAT,
    version: VERSION,
    set: below.startsWith('..') ? path : below,
    layout: { params, ...(rows && { rows: [...rows] }), positions: bytes.toString('base64') },
    state,
  };
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(stored)));
  say(vscode.l10n.t('Saved: {0}', vscode.workspace.asRelativePath(uri)));
}

/** Reads a session file; undefined where it is none. */
export async function readSession(uri: vscode.Uri): Promise<MapSession | undefined> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const stored = parse(text);
  if (!stored) return undefined;
  const { set, layout, state } = stored;
  const bytes = Buffer.from(layout.positions, 'base64');
  const rows = layout.rows && Int32Array.from(layout.rows);
  return {
    path: isAbsolute(set) ? set : join(dirname(uri.fsPath), set),
    choice: { params: layout.params, rows },
    positions: new Float32Array(new Uint8Array(bytes).buffer),
    state,
  };
}

function parse(text: string): StoredSession | undefined {
  try {
    const value = JSON.parse(text) as Partial<StoredSession> | null;
    const isSession = value?.format === FORMAT && value.version === VERSION;
    return isSession && value.set && value.layout && value.state ? (value as StoredSession) : undefined;
  } catch {
    return undefined;
  }
}
