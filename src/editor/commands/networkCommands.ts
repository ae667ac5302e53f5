import * as vscode from 'vscode';
import type { TraceParams } from '../../protocol/recurrent.ts';
import type { EngineHost } from '../engineHost.ts';
import { localFile } from '../localFile.ts';
import type { NetworkEntry, Networks } from '../networks.ts';
import { plainLabel } from '../plainLabel.ts';
import type { SetEntry, Sets } from '../sets.ts';
import { say } from './say.ts';

const EXTENSIONS = ['pt', 'pth', 'safetensors', 'onnx', 'json', 'bin'];

/** Asks for a file of weights and opens it; undefined where the user turns away. */
export async function openNetwork(networks: Networks, uri?: vscode.Uri): Promise<NetworkEntry | undefined> {
  const file = uri ?? (await chooseFile());
  if (!file) return undefined;
  const entry = await networks.open(await localFile(file));
  say(vscode.l10n.t('Opened: {0}, {1}', plainLabel(entry.name), sizeOf(entry)));
  return entry;
}

/** Writes the weights of an open network to a file that the user names. */
export async function saveNetwork(networks: Networks, engine: EngineHost): Promise<void> {
  const entry = await chooseNetwork(networks, vscode.l10n.t('Save which network?'));
  if (entry) await saveNetworkAs(networks, engine, entry);
}

/** The same of one that is known. */
export async function saveNetworkAs(
  networks: Networks,
  engine: EngineHost,
  entry: NetworkEntry,
): Promise<void> {
  const uri = await askWhere(entry.name.replace(/\.\w+$/, ''));
  if (!uri) return;
  await networks.ready(entry.id);
  await engine.request('network/save', { id: entry.id, path: uri.fsPath });
  await networks.savedAs(entry, uri.fsPath);
  say(vscode.l10n.t('Saved: {0}', vscode.workspace.asRelativePath(uri)));
}

/** The same of the network that is traced, which may be one by a seed. */
export async function saveTraced(
  networks: Networks,
  engine: EngineHost,
  sets: Sets,
  trace: TraceParams,
  set: SetEntry,
): Promise<void> {
  const entry = trace.networkId === undefined ? undefined : networks.get(trace.networkId);
  if (entry) return saveNetworkAs(networks, engine, entry);
  const { kind = 'rnn_tanh', hiddenSize, seed } = trace;
  const uri = await askWhere(`${kind}-${hiddenSize}-seed-${seed}`);
  if (!uri) return;
  await sets.ask(set, 'trace/save', { trace, path: uri.fsPath });
  say(vscode.l10n.t('Saved: {0}', vscode.workspace.asRelativePath(uri)));
}

async function askWhere(name: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const stem = name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, `${stem}.safetensors`),
    filters: { safetensors: ['safetensors'] },
    saveLabel: vscode.l10n.t('Save Weights'),
  });
}

/** Forgets a network; the file of one that was trained here and never saved is deleted. */
export async function closeNetwork(networks: Networks): Promise<void> {
  const entry = await chooseNetwork(networks, vscode.l10n.t('Close which network?'));
  if (!entry) return;
  if (entry.unsaved) {
    const discard = vscode.l10n.t('Discard');
    const message = vscode.l10n.t('‘{0}’ was trained here and is not saved.', entry.name);
    if ((await vscode.window.showWarningMessage(message, { modal: true }, discard)) !== discard) return;
  }
  await networks.close(entry);
}

/** 'LSTM, 50 → 128', as every list writes the size of a network; '' before it was read. */
export function sizeOf({ info }: NetworkEntry): string {
  if (!info) return '';
  const { kind, inputSize, hiddenSize, layers, directions } = info;
  const parts = [
    kindName(kind),
    ...(layers > 1 ? [vscode.l10n.t('{0} layers', layers)] : []),
    ...(directions.length > 1 ? [vscode.l10n.t('both directions')] : []),
    `${inputSize} → ${hiddenSize}`,
  ];
  return parts.join(', ');
}

export function kindName(kind: NonNullable<NetworkEntry['info']>['kind']): string {
  return { rnn_tanh: 'RNN', rnn_relu: 'RNN (relu)', lstm: 'LSTM', gru: 'GRU' }[kind];
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    openLabel: vscode.l10n.t('Open Weights'),
    filters: {
      [vscode.l10n.t('Network weights')]: EXTENSIONS,
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}

async function chooseNetwork(networks: Networks, placeHolder: string): Promise<NetworkEntry | undefined> {
  if (networks.all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No network is open.'));
    return undefined;
  }
  // The one that was opened or trained last is the likeliest.
  const items = networks.all.toReversed().map((entry) => ({
    label: plainLabel(entry.name),
    description: sizeOf(entry),
    detail: entry.unsaved ? vscode.l10n.t('trained here, not saved') : entry.path,
    entry,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.entry;
}
