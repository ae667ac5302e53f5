import * as l10n from '@vscode/l10n';
import { wordAtRow } from '../../common/words.ts';
import type { WatchedWord, TrainingWords } from '../../protocol/watch.ts';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { listen } from '../map/input.ts';
import { MapView } from '../map/view.ts';

/** The map while the vectors form: the points flow from frame to frame. A click on one watches its word. */
export class MovingMap {
  readonly root: HTMLElement;
  private readonly view = new MapView();
  private words: TrainingWords['words'] | undefined;
  private readonly speak: (sentence: string) => void;

  /**
   * @param watch a word was chosen
   * @param speak what a screen reader shall say
   */
  constructor(watch: (word: string) => void, speak: (sentence: string) => void) {
    this.speak = speak;
    const { canvas, layers } = this.view;
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    canvas.setAttribute(
      'aria-label',
      l10n.t(
        'Map of the most frequent words. Arrow keys move, plus and minus zoom, 0 shows all, Enter watches a word.',
      ),
    );
    listen(this.view, undefined, {
      hover: (row) => this.point(row),
      pass: (row) => {
        this.point(row);
        if (row >= 0) this.speak(this.wordAt(row));
      },
      select: (row) => row >= 0 && watch(this.wordAt(row)),
      pick: () => undefined,
      search: () => undefined,
      press: () => false,
    });
    this.root = element(
      'div',
      { className: 'map', attributes: { role: 'group' } },
      ...layers,
      this.zoomButtons(),
    );
    this.root.setAttribute('aria-label', l10n.t('Map'));
  }

  /** What the map shows of the words, for whoever wants to check it. */
  get labels() {
    return this.view.labels;
  }

  setWords({ words }: TrainingWords): void {
    this.words = words;
    this.view.setWords(words, {});
  }

  /** @param positions [n × 2]; empty where the map stays as it is */
  show(positions: Float32Array, watched: readonly WatchedWord[]): void {
    if (!this.words) return;
    if (positions.length > 0) this.view.setPositions(positions);
    const isPlaced = (row: number) => row >= 0 && row < this.view.placed;
    this.view.setMarks({ neighbours: watched.map(({ row }) => row).filter(isPlaced) });
  }

  private point(row: number): void {
    this.view.canvas.classList.toggle('on-point', row >= 0);
    this.view.canvas.title = row >= 0 ? this.wordAt(row) : '';
    this.view.setMarks({ hovered: row });
  }

  private wordAt(row: number): string {
    return this.words ? wordAtRow(this.words, row) : '';
  }

  private zoomButtons(): HTMLElement {
    return element(
      'div',
      { className: 'zoom' },
      iconButton('plus', l10n.t('Zoom in'), () => this.view.zoomBy(1.4)),
      iconButton('minus', l10n.t('Zoom out'), () => this.view.zoomBy(1 / 1.4)),
      iconButton('fit', l10n.t('Show all'), () => this.view.showAll()),
    );
  }
}
