import * as vscode from 'vscode';
import type { SetEntry } from '../editor/sets.ts';
import type { FromMatrix, MatrixParams, ToMatrix } from '../protocol/matrix.ts';
import type { FromPanel } from '../protocol/panel.ts';
import { Panels, type PanelAnswer, type PanelContext } from './panels.ts';

type Question = Exclude<FromMatrix, FromPanel>;

/** The panels of similarity matrices. */
export class Matrices extends Panels<MatrixParams, Question, ToMatrix> {
  constructor(context: PanelContext) {
    super('matrix', context);
  }

  override title({ source }: MatrixParams, [setName]: string[]): string {
    return vscode.l10n.t('Similarity: {0} · {1}', source, setName);
  }

  override withSets(params: MatrixParams, [setId]: string[]): MatrixParams {
    return { ...params, setId };
  }

  override async load(params: MatrixParams, [entry]: SetEntry[]): Promise<ToMatrix> {
    const { texts, pooling, withoutCommon } = params;
    const query = { id: entry.id, texts, pooling, withoutCommon };
    const compared = await this.context.sets.ask(entry, 'texts/compare', query);
    return { type: 'matrix', params, setName: entry.name, compared };
  }

  override async answer(
    { settings }: Question,
    params: MatrixParams,
  ): Promise<PanelAnswer<MatrixParams, ToMatrix>> {
    return { change: { ...params, ...settings } };
  }
}
