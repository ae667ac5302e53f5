import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import { localFile } from '../editor/localFile.ts';
import type { SetEntry } from '../editor/sets.ts';
import type { Evaluation, EvaluationReport, ToEvaluation } from '../protocol/evaluation.ts';
import type { EvaluationProgress } from '../protocol/queries.ts';
import { Panels, type PanelContext } from './panels.ts';

/** Evaluates sets, and shows the reports in panels. */
export class Evaluations extends Panels<Evaluation, never, ToEvaluation> {
  private readonly engine: EngineHost;
  /** What was computed in this session: a panel that was hidden asks for it again. */
  private readonly reports = new Map<string, Promise<ToEvaluation>>();

  constructor(context: PanelContext, engine: EngineHost) {
    super('evaluation', context);
    this.engine = engine;
  }

  /** Evaluates, with progress and a Cancel that works, and shows the report. */
  async run(evaluation: Evaluation, entry: SetEntry): Promise<void> {
    await this.compute(evaluation, entry);
    this.show(evaluation, [entry], vscode.ViewColumn.Active);
  }

  override title({ file }: Evaluation, [setName]: string[]): string {
    return vscode.l10n.t('Evaluation: {0} · {1}', nameOf(file), setName);
  }

  override withSets(params: Evaluation, [setId]: string[]): Evaluation {
    return { ...params, setId };
  }

  override finished(params: Evaluation): Promise<ToEvaluation> | undefined {
    return this.reports.get(JSON.stringify(params));
  }

  override load(params: Evaluation, [entry]: SetEntry[]): Promise<ToEvaluation> {
    return this.finished(params) ?? this.compute(params, entry);
  }

  private compute(params: Evaluation, entry: SetEntry): Promise<ToEvaluation> {
    const key = JSON.stringify(params);
    const report = this.reported(params, entry);
    this.reports.set(key, report);
    report.catch(() => this.reports.delete(key));
    return report;
  }

  private async reported(params: Evaluation, entry: SetEntry): Promise<ToEvaluation> {
    const { name: setName, words: setWords } = await this.context.sets.ready(entry);
    const report = await this.evaluate(params, entry);
    return { type: 'report', params, setName, setWords, fileName: nameOf(params.file), report };
  }

  private async evaluate(evaluation: Evaluation, entry: SetEntry): Promise<EvaluationReport> {
    const { file, kind, first, isCaseSensitive, method } = evaluation;
    const path = await localFile(vscode.Uri.parse(file, true));
    const params = { id: entry.id, path, first, isCaseSensitive };
    const title = vscode.l10n.t('Evaluating {0} by {1}', entry.name, nameOf(file));
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress<EvaluationReport>(options, (bar, token) => {
      const following = { token, onProgress: follow(bar) };
      return kind === 'analogies'
        ? this.engine.request('evaluation/analogies', { ...params, method }, following)
        : this.engine.request('evaluation/wordPairs', params, following);
    });
  }
}

/** Shows questions on a bar of 100. */
function follow(bar: vscode.Progress<{ increment: number; message: string }>) {
  let shown = 0;
  return ({ done, total }: EvaluationProgress) => {
    const percent = total > 0 ? (100 * done) / total : 100;
    const message = vscode.l10n.t(
      '{0} of {1}',
      done.toLocaleString(vscode.env.language),
      total.toLocaleString(vscode.env.language),
    );
    bar.report({ increment: percent - shown, message });
    shown = percent;
  };
}

function nameOf(file: string): string {
  const { path } = vscode.Uri.parse(file);
  return path.slice(path.lastIndexOf('/') + 1);
}
