import * as l10n from '@vscode/l10n';
import type { ToMap } from '../../protocol/map.ts';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { strip } from '../strip.ts';
import type { Desk } from './desk.ts';
import type { ToolPanel } from './drawer.ts';
import { SearchBox, type WordSource } from './searchBox.ts';

/** So many vectors can be compared by eye. */
const MOST_STRIPS = 12;

/** The vectors of some words as strips of colours, below each other, and the difference of the first two. */
export class StripsPanel implements ToolPanel {
  readonly name = 'strips';
  readonly title = l10n.t('Vectors');
  readonly root = element('div', { className: 'strips' });
  private readonly desk: Desk;
  private readonly box: SearchBox;
  private readonly own = element('button', { textContent: l10n.t('Add the Selected Word') });
  private readonly list = element('ul', { attributes: { 'aria-label': l10n.t('Vectors') } });
  private readonly difference = element('div', { className: 'difference' });
  private rows: readonly number[] = [];
  private request = 0;

  constructor(desk: Desk, source: WordSource) {
    this.desk = desk;
    this.box = new SearchBox(source, l10n.t('Add a word'), (row) => this.add(row));
    this.own.addEventListener('click', () => this.add(desk.view.marks.selected));
    const hint = l10n.t(
      'A cell a number: blue below 0, white at 0, red above. All strips have one scale. The last one is the first word minus the second.',
    );
    this.root.append(
      element('p', { className: 'hint', textContent: hint }),
      this.box.root,
      element('div', { className: 'line' }, this.own),
      this.list,
      this.difference,
    );
  }

  get stored(): number[] {
    return [...this.rows];
  }

  /** Another set, with what was shown in an earlier life of the page. */
  begin(kept: readonly number[] | undefined): void {
    this.box.clear();
    this.set((kept ?? []).filter((row) => row < this.desk.count));
    this.setSelected(this.desk.view.marks.selected);
  }

  setSelected(row: number): void {
    this.own.disabled = row < 0 || this.rows.includes(row);
  }

  receive({ request, vectors }: Extract<ToMap, { type: 'vectors' }>): void {
    if (request !== this.request) return;
    const [first, second] = vectors;
    const difference = second && first.map((value, i) => value - second[i]);
    const range = Math.max(...[...vectors, ...(difference ? [difference] : [])].map(largest)) || 1;
    this.list.replaceChildren(...vectors.map((vector, i) => this.item(this.rows[i], vector, range)));
    this.difference.replaceChildren();
    if (!difference) return;
    const name = l10n.t('{0} − {1}', this.desk.wordAt(this.rows[0]), this.desk.wordAt(this.rows[1]));
    this.difference.append(element('span', { textContent: name }), strip(difference, range, name));
  }

  private add(row: number): void {
    this.box.clear();
    if (row < 0 || this.rows.includes(row)) return;
    this.set([...this.rows, row].slice(-MOST_STRIPS));
    this.desk.store();
  }

  private set(rows: readonly number[]): void {
    this.rows = rows;
    this.setSelected(this.desk.view.marks.selected);
    if (rows.length > 0) this.desk.post({ type: 'vectors', request: ++this.request, rows: [...rows] });
    else {
      this.list.replaceChildren();
      this.difference.replaceChildren();
    }
  }

  private item(row: number, vector: Float32Array, range: number): HTMLElement {
    const word = this.desk.wordAt(row);
    const go = element('button', { className: 'link', textContent: word });
    go.addEventListener('click', () => this.desk.flyTo(row));
    const label = l10n.t('Remove {0}', word);
    const remove = iconButton('close', label, () => {
      this.set(this.rows.filter((each) => each !== row));
      this.desk.store();
    });
    return element('li', {}, element('div', { className: 'line' }, go, remove), strip(vector, range, word));
  }
}

function largest(vector: Float32Array): number {
  return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
