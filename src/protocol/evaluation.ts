/** What the evaluation's webview and the extension host say to each other. Types only. */
import type { FromPanel, PanelGone, PanelRemember } from './panel.ts';
import type { AnalogiesReport, AnalogyMethod, EvaluationParams, WordPairsReport } from './queries.ts';

export type EvaluationReport = WordPairsReport | AnalogiesReport;

/** A report as JSON brings it to the webview: a coefficient that is undefined (NaN) is null there. */
export type SentReport =
  | (Omit<WordPairsReport, 'pearson' | 'spearman'> & { pearson: number | null; spearman: number | null })
  | AnalogiesReport;

/** A report with what it was asked by. */
export interface Evaluated {
  params: Evaluation;
  setName: string;
  /** Of the set, whether they took part or not. */
  setWords: number;
  fileName: string;
  report: SentReport;
}

/** A set, a file of questions, and how they are asked. */
export interface Evaluation extends Pick<EvaluationParams, 'first' | 'isCaseSensitive'> {
  setId: string;
  /** URI of the file. */
  file: string;
  kind: EvaluationReport['kind'];
  /** For analogies. */
  method: AnalogyMethod;
}

/** Host → evaluation. */
export type ToEvaluation = ({ type: 'report' } & Evaluated) | PanelRemember<Evaluation> | PanelGone;

/** Evaluation → host. */
export type FromEvaluation = FromPanel;
