import * as vscode from 'vscode';
import { csv } from '../common/csv.ts';
import type { SetEntry } from '../editor/sets.ts';
import type { FromPanel, PanelFile } from '../protocol/panel.ts';
import type { FromTwoSets, ToTwoSets, TwoSetsParams } from '../protocol/twoSets.ts';
import { Panels, type PanelAnswer, type PanelContext } from './panels.ts';

type Question = Exclude<FromTwoSets, FromPanel>;

/** How many words are listed that moved most, and that moved least. */
const MOVED = 200;
const NEIGHBOURS = 15;

/** The panels of two sets side by side. */
export class TwoSets extends Panels<TwoSetsParams, Question, ToTwoSets> {
  constructor(context: PanelContext) {
    super('twoSets', context);
  }

  override title(_: TwoSetsParams, [first, second]: string[]): string {
    return vscode.l10n.t('{0} and {1}', first, second);
  }

  override withSets(_: TwoSetsParams, [first, second]: string[]): TwoSetsParams {
    return { first, second };
  }

  override async load(params: TwoSetsParams, entries: SetEntry[]): Promise<ToTwoSets> {
    const { sets } = this.context;
    const [first, second] = await Promise.all(entries.map((entry) => sets.ready(entry)));
    const compared = await sets.ask(entries[0], 'sets/compare', { ...params, count: MOVED });
    return { type: 'sets', first, second, compared };
  }

  override async answer(
    message: Question,
    params: TwoSetsParams,
    entries: SetEntry[],
  ): Promise<PanelAnswer<TwoSetsParams, ToTwoSets>> {
    const { sets, errors } = this.context;
    if (message.type === 'export') return { file: await this.allMoved(params, entries) };
    const { request, word } = message;
    try {
      await sets.ready(entries[1]);
      const query = { ...params, word, count: NEIGHBOURS };
      const answer = await sets.ask(entries[0], 'sets/compareWord', query);
      return { reply: { type: 'word', request, word, answer } };
    } catch (error) {
      // Most of what one types on the way to a word is none.
      return { reply: { type: 'noWord', request, message: errors.sentence(error) } };
    }
  }

  /** Every word that the sets share, from the farthest to the nearest. */
  private async allMoved(params: TwoSetsParams, entries: SetEntry[]): Promise<PanelFile> {
    const { sets } = this.context;
    const infos = await Promise.all(entries.map((entry) => sets.ready(entry)));
    const count = Math.min(...infos.map(({ words }) => words));
    const { moved } = await sets.ask(entries[0], 'sets/compare', { ...params, count });
    const rows = moved.map(({ word, cosine }) => [word, cosine]);
    return { extension: 'csv', content: csv([['word', 'cosine after alignment'], ...rows]) };
  }
}
