import * as l10n from '@vscode/l10n';
import { divergingCss, COLOUR_RANGE } from '../../common/colours.ts';
import { colourScale } from '../colourScale.ts';
import { element } from '../dom.ts';
import { spoken } from './grid.ts';
import { cosineOf, knownSentence, type Matrix } from './matrix.ts';

/** The two texts of a cell in full, and how similar they are. */
export class PairView {
  readonly root = element('section', { className: 'pair', tabIndex: 0 });
  private readonly content = element('div');

  constructor() {
    this.root.setAttribute('aria-label', l10n.t('Chosen texts'));
    const grey = element('span', { className: 'swatch' });
    grey.style.backgroundColor = divergingCss(NaN);
    const unknown = element('span', { className: 'unknown' }, grey, l10n.t('no known words'));
    const legend = element('p', { className: 'legend' }, l10n.t('Cosine'), colourScale(), unknown);
    this.root.append(legend, this.content);
  }

  /** Before a cell is chosen. */
  explain(): void {
    const how = l10n.t(
      'Choose a cell to read both texts: click it, or go there with the arrow keys and press Enter.',
    );
    this.content.replaceChildren(element('p', { className: 'hint' }, how));
  }

  show(matrix: Matrix, a: number, b: number): void {
    const cosine = cosineOf(matrix, a, b);
    const swatch = element('span', { className: 'swatch' });
    swatch.style.backgroundColor = divergingCss(cosine * COLOUR_RANGE);
    const heading = element('h2', {}, swatch, l10n.t('Cosine similarity {0}', spoken(cosine)));
    const texts = a === b ? [a] : [a, b];
    this.content.replaceChildren(heading, ...texts.flatMap((text) => textParts(matrix, text)));
  }
}

function textParts(matrix: Matrix, text: number): HTMLElement[] {
  return [
    element('h3', {}, l10n.t('Text {0}', matrix.numbers[text])),
    element('blockquote', {}, matrix.texts[text]),
    element('p', { className: 'hint' }, knownSentence(matrix, text)),
  ];
}
