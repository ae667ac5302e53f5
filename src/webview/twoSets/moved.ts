import * as l10n from '@vscode/l10n';
import type { ComparedSets, MovedWord } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { wordLine } from '../wordLine.ts';

/** A list of words that the sets share; its bars are how far each moved. */
export class MovedList {
  readonly root: HTMLElement;
  private readonly list = element('ol');
  private readonly choose: (word: string) => void;

  constructor(title: string, choose: (word: string) => void) {
    this.choose = choose;
    this.list.setAttribute('aria-label', title);
    this.root = element('section', { className: 'moved' }, element('h2', {}, title), this.list);
  }

  show(words: readonly MovedWord[]): void {
    const items = words.map(({ word, cosine }) => {
      const line = wordLine(word, cosine, howFar(cosine));
      line.addEventListener('click', () => this.choose(word));
      return element('li', {}, line);
    });
    this.list.replaceChildren(...items);
  }
}

/** From 0, where the two vectors point alike, to 1, where they point against each other. */
export function howFar(cosine: number): number {
  return (1 - cosine) / 2;
}

/** How far the words moved in all, and what that means. */
export function summaryOf({ shared, alignedBy, meanCosine }: ComparedSets): HTMLElement[] {
  const count =
    shared === 1 ? l10n.t('1 word is in both.') : l10n.t('{0} words are in both.', shared.toLocaleString());
  const mean = l10n.t('Their mean cosine after alignment is {0}.', format(meanCosine));
  const meaning = l10n.t(
    'Alignment turns the second set as a whole, by the rotation or reflection that brings the vectors of {0} shared words nearest to those of the first (orthogonal Procrustes, Schönemann 1966): what differs then lies in the words, not in the axes.',
    alignedBy.toLocaleString(),
  );
  return [
    element('p', {}, element('strong', {}, count, ' ', mean)),
    element('p', { className: 'hint' }, meaning),
  ];
}
