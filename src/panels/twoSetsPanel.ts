import * as vscode from 'vscode';
import type { SetEntry } from '../editor/sets.ts';
import type { FromPanel } from '../protocol/panel.ts';
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

  override title({ first, second }: TwoSetsParams): string {
    const nameOf = (id: string) => this.context.sets.get(id)?.name ?? '…';
    return vscode.l10n.t('{0} and {1}', nameOf(first), nameOf(second));
  }

  override setIds({ first, second }: TwoSetsParams): string[] {
    return [first, second];
  }

  override closed(): string {
    return vscode.l10n.t('One of the two embedding sets was closed.');
  }

  override async load(params: TwoSetsParams, entries: SetEntry[]): Promise<ToTwoSets> {
    const { sets } = this.context;
    const [first, second] = await Promise.all(entries.map((entry) => sets.ready(entry)));
    const compared = await sets.ask(entries[0], 'sets/compare', { ...params, count: MOVED });
    return { type: 'sets', params, first, second, compared };
  }

  override async answer(
    { request, word }: Question,
    params: TwoSetsParams,
    entries: SetEntry[],
  ): Promise<PanelAnswer<TwoSetsParams, ToTwoSets>> {
    const { sets, errors } = this.context;
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
}
