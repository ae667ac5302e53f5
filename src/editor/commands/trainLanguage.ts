import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DEFAULT_LANGUAGE } from '../../common/trainingDefaults.ts';
import type { LanguageParams, LanguageProgress, LanguageResult } from '../../protocol/recurrent.ts';
import type { Corpus } from '../corpora.ts';
import type { EngineHost } from '../engineHost.ts';
import type { NetworkEntry, Networks } from '../networks.ts';
import { plainLabel } from '../plainLabel.ts';
import { chooseLanguage, chooseMore } from './languageOptions.ts';
import { sizeOf } from './networkCommands.ts';
import { chooseCorpus } from './chooseCorpus.ts';

/** What training needs of the rest of the extension. */
export interface LanguageContext {
  storage: vscode.Uri;
  engine: EngineHost;
  networks: Networks;
}

/** 'Train Language Model on…': asks what on and how, trains, and keeps what was learned. */
export async function trainLanguage(context: LanguageContext): Promise<NetworkEntry | undefined> {
  const corpus = await chooseCorpus(vscode.l10n.t('Train a language model on…'));
  if (!corpus) return undefined;
  const start = await chooseStart(context.networks);
  if (!start) return undefined;
  const { from } = start;
  const params = await (from
    ? chooseMore(from.name, DEFAULT_LANGUAGE)
    : chooseLanguage(corpus.name, DEFAULT_LANGUAGE));
  if (!params) return undefined;
  if (from) await context.networks.ready(from.id);
  const result = await train(context, corpus, params, from?.id);
  const entry = await keep(context, result);
  void vscode.window.showInformationMessage(report(result));
  return entry;
}

/** The engine may die: what is learned is kept on disk before anything else is done with it. */
async function keep(
  { storage, engine, networks }: LanguageContext,
  { network, info }: LanguageResult,
): Promise<NetworkEntry> {
  const file = vscode.Uri.joinPath(storage, 'trained', `${network.id}.safetensors`);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await engine.request('network/save', { id: network.id, path: file.fsPath });
  return networks.adopt(network, info, file.fsPath);
}

/** A new model, or an open one that goes on; it is asked only where there is one. */
async function chooseStart(networks: Networks): Promise<{ from?: NetworkEntry } | undefined> {
  const models = networks.all.filter(({ setId }) => setId !== undefined);
  if (models.length === 0) return {};
  const items: (vscode.QuickPickItem & { from?: NetworkEntry })[] = [
    { label: vscode.l10n.t('$(add) A new model') },
    ...models.map((from) => ({
      label: vscode.l10n.t('$(debug-continue) Go on with {0}', plainLabel(from.name)),
      description: sizeOf(from),
      from,
    })),
  ];
  const placeHolder = vscode.l10n.t('Which model is trained?');
  return vscode.window.showQuickPick(items, { placeHolder });
}

function train(
  { engine }: LanguageContext,
  corpus: Corpus,
  params: LanguageParams,
  from: string | undefined,
): Thenable<LanguageResult> {
  const title = vscode.l10n.t('Training a language model on {0}', corpus.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    let shown = 0;
    progress.report({ message: vscode.l10n.t('reading the text…') });
    const { name, source } = corpus;
    const ids = { id: randomUUID(), setId: randomUUID() };
    return engine.request(
      'network/train',
      { ...ids, name, corpus: source, params, ...(from === undefined ? {} : { from }) },
      {
        token,
        onProgress: (step) => {
          const percent = 100 * step.fraction;
          progress.report({ increment: percent - shown, message: sentence(step) });
          shown = percent;
        },
      },
    );
  });
}

function sentence({ epoch, epochs, loss, perplexity, tokensPerSecond }: LanguageProgress): string {
  const speed = Math.round(tokensPerSecond).toLocaleString(vscode.env.language);
  const measured =
    perplexity === undefined
      ? vscode.l10n.t('loss {0}', loss.toFixed(3))
      : vscode.l10n.t('loss {0}, validation perplexity {1}', loss.toFixed(3), perplexity.toFixed(1));
  return vscode.l10n.t('epoch {0} of {1} · {2} · {3} tokens/s', epoch, epochs, measured, speed);
}

function report({ network: { name, language }, completed }: LanguageResult): string {
  const epochs = language?.epochs ?? 0;
  const { perplexity } = language ?? {};
  const state = completed
    ? vscode.l10n.t('‘{0}’ has learned {1} epochs.', name, epochs)
    : vscode.l10n.t(
        'The training was stopped; ‘{0}’ keeps what it learned in {1} whole epochs.',
        name,
        epochs,
      );
  const measured =
    perplexity === undefined ? '' : ` ${vscode.l10n.t('Validation perplexity: {0}.', perplexity.toFixed(1))}`;
  return `${state}${measured} ${vscode.l10n.t('Trace a text to see what it predicts.')}`;
}
