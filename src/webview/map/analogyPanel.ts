import * as l10n from '@vscode/l10n';
import type { Analogy, ToMap } from '../../protocol/map.ts';
import type { ScoredWord } from '../../protocol/queries.ts';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { wordLine } from '../wordLine.ts';
import type { Desk } from './desk.ts';
import type { ToolPanel } from './drawer.ts';
import { SearchBox, type WordSource } from './searchBox.ts';

type Asked = Omit<Analogy, 'd'>;

/** a is to b as c is to …: asks for the word, and draws both steps as arrows on the map. */
export class AnalogyPanel implements ToolPanel {
  readonly name = 'analogies';
  readonly title = l10n.t('Analogies');
  readonly root = element('div', { className: 'analogies' });
  private readonly desk: Desk;
  private readonly boxes: SearchBox[];
  private readonly answers = element('ol', { attributes: { 'aria-label': l10n.t('Answers') } });
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private readonly list = element('ul', { attributes: { 'aria-label': l10n.t('Arrows on the map') } });
  private chosen: (number | undefined)[] = [undefined, undefined, undefined];
  private asked: Asked | undefined;
  private request = 0;
  private analogies: readonly Analogy[] = [];

  constructor(desk: Desk, source: WordSource) {
    this.desk = desk;
    const labels = [l10n.t('a, such as man'), l10n.t('is to b, such as king'), l10n.t('as c, such as woman')];
    this.boxes = labels.map((label, i) => new SearchBox(source, label, (row) => this.choose(i, row)));
    const hint = l10n.t(
      'a is to b as c is to the words nearest to b − a + c. The best one becomes an arrow.',
    );
    this.root.append(
      element('p', { className: 'hint', textContent: hint }),
      ...this.boxes.map(({ root }) => root),
      this.fault,
      this.answers,
      this.list,
    );
  }

  get stored(): Analogy[] {
    return [...this.analogies];
  }

  /** Another set, with what was drawn in an earlier life of the page. */
  begin(kept: readonly Analogy[] | undefined): void {
    const { count } = this.desk;
    this.chosen = [undefined, undefined, undefined];
    for (const box of this.boxes) box.clear();
    this.answers.replaceChildren();
    this.set((kept ?? []).filter(({ a, b, c, d }) => Math.max(a, b, c, d) < count));
  }

  /** The words that solve what was asked last. */
  receive({ request, words, message }: Extract<ToMap, { type: 'analogy' }>): void {
    if (request !== this.request || !this.asked) return;
    this.fault.hidden = message === undefined;
    this.fault.textContent = message ?? '';
    const { asked } = this;
    this.answers.replaceChildren(...words.map((word) => this.answer(word, asked)));
    const best = words.find(({ row }) => row < this.desk.count);
    if (best) this.add({ ...asked, d: best.row });
  }

  private choose(i: number, row: number): void {
    this.chosen[i] = row;
    const [a, b, c] = this.chosen;
    if (a === undefined || b === undefined || c === undefined) return this.boxes[(i + 1) % 3].focus();
    this.asked = { a, b, c };
    this.desk.post({ type: 'analogy', request: ++this.request, a, b, c });
  }

  private answer({ row, word, score }: ScoredWord, asked: Asked): HTMLElement {
    const line = wordLine(word, score, score);
    line.addEventListener('click', () => {
      if (row < this.desk.count) this.add({ ...asked, d: row });
    });
    return element('li', {}, line);
  }

  /** One answer an analogy: the last that was chosen. */
  private add(analogy: Analogy): void {
    const isOther = ({ a, b, c }: Analogy) => a !== analogy.a || b !== analogy.b || c !== analogy.c;
    this.set([...this.analogies.filter(isOther), analogy]);
    this.desk.speak(this.sentence(analogy));
    this.desk.store();
  }

  private set(analogies: readonly Analogy[]): void {
    this.analogies = analogies;
    this.desk.view.setAnalogies(analogies);
    this.list.replaceChildren(...analogies.map((analogy) => this.item(analogy)));
  }

  private item(analogy: Analogy): HTMLElement {
    const sentence = this.sentence(analogy);
    const go = element('button', { className: 'link', textContent: sentence });
    go.addEventListener('click', () => this.desk.flyTo(analogy.d));
    const label = l10n.t('Remove the arrows of {0}', sentence);
    const remove = iconButton('close', label, () => {
      this.set(this.analogies.filter((each) => each !== analogy));
      this.desk.store();
    });
    return element('li', { className: 'line' }, go, remove);
  }

  private sentence({ a, b, c, d }: Analogy): string {
    const [first, second, third, fourth] = [a, b, c, d].map((row) => this.desk.wordAt(row));
    return `${first} : ${second} :: ${third} : ${fourth}`;
  }
}
