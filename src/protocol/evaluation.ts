/** What the evaluation's webview and the extension host say to each other. Types only. */
import type { FromPanel, PanelGone } from './panel.ts';
import type { AnalogiesReport, AnalogyMethod, EvaluationParams, WordPairsReport } from './queries.ts';

export type EvaluationReport = WordPairsReport | AnalogiesReport;

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
export type ToEvaluation =
  | {
      type: 'report';
      params: Evaluation;
      setName: string;
      fileName: string;
      report: EvaluationReport;
    }
  | PanelGone;

/** Evaluation → host. */
export type FromEvaluation = FromPanel;
