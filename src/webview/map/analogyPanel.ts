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

/** a is to b as c is to …: asks for the word as the boxes are filled, and draws both steps as arrows, which stay where they are kept. */
export class AnalogyPanel implements ToolPanel {
  readonly name = 'analogies';
  readonly title = l10n.t('Analogies');
  readonly root = element('form', { className: 'analogies' });
  private readonly desk: Desk;
  private readonly boxes: SearchBox[];
  private readonly answers = element('ol', { attributes: { 'aria-label': l10n.t('Answers') } });
  private readonly fault = element('p', { className: 'fault', hidden: true, attributes: { role: 'alert' } });
  private readonly keep = element('button', { className: 'primary', textContent: l10n.t('Keep Arrows') });
  private readonly list = element('ul', { attributes: { 'aria-label': l10n.t('Arrows on the map') } });
  private asked: Asked | undefined;
  private isShown = false;
  /** What the boxes say, solved: its arrows are drawn for as long as the boxes say so, and the panel is open. */
  private current: Analogy | undefined;
  private request = 0;
  private analogies: readonly Analogy[] = [];

  constructor(desk: Desk, source: WordSource) {
    this.desk = desk;
    const labels = [l10n.t('a, such as man'), l10n.t('is to b, such as king'), l10n.t('as c, such as woman')];
    this.boxes = labels.map((label, i) => new SearchBox(source, label, () => this.goOn(i)));
    for (const box of this.boxes) {
      box.onEdit = () => this.ask();
      box.root.addEventListener('focusout', () => this.explain());
    }
    const hint = l10n.t(
      'a is to b as c is to the words nearest to b − a + c. The answer’s arrows stay on the map where they are kept.',
    );
    this.root.append(
      element('p', { className: 'hint', textContent: hint }),
      ...this.boxes.map(({ root }) => root),
      this.fault,
      this.answers,
      this.keep,
      this.list,
    );
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.add();
    });
  }

  get stored(): Analogy[] {
    return [...this.analogies];
  }

  show(): void {
    this.isShown = true;
    this.draw();
  }

  hide(): void {
    this.isShown = false;
    this.draw();
  }

  /** Another set, with what was drawn in an earlier life of the page. */
  begin(kept: readonly Analogy[] | undefined): void {
    const { count } = this.desk;
    for (const box of this.boxes) box.clear();
    this.set((kept ?? []).filter(({ a, b, c, d }) => Math.max(a, b, c, d) < count));
    this.ask();
  }

  /** The words that solve what was asked last. */
  receive({ request, words, message }: Extract<ToMap, { type: 'analogy' }>): void {
    if (request !== this.request || !this.asked) return;
    this.complain(message);
    const { asked } = this;
    this.answers.replaceChildren(...words.map((word) => this.answer(word, asked)));
    const best = words.find(({ row }) => row < this.desk.count);
    if (best) this.propose({ ...asked, d: best.row });
  }

  /** To the first box that has no word yet. */
  private goOn(i: number): void {
    const after = [1, 2].map((by) => this.boxes[(i + by) % 3]);
    after.find(({ row }) => row === undefined)?.focus();
  }

  /** Asks for what the boxes say now; where they say nothing whole, what was answered before is gone. */
  private ask(): void {
    const [a, b, c] = this.boxes.map(({ row }) => row);
    const { asked } = this;
    if (asked && asked.a === a && asked.b === b && asked.c === c) return;
    this.request++;
    this.asked = undefined;
    this.answers.replaceChildren();
    this.propose(undefined);
    this.complain(undefined);
    if (a === undefined || b === undefined || c === undefined) return;
    if (a === b)
      return this.complain(l10n.t('a and b are the same word: there is no step from one to the other.'));
    this.asked = { a, b, c };
    this.desk.post({ type: 'analogy', request: this.request, a, b, c });
  }

  /** Says which text, left behind in a box, is no word of the map. */
  private explain(): void {
    const unknown = this.boxes.find(({ text, row }) => text !== '' && row === undefined);
    if (unknown) this.complain(l10n.t('‘{0}’ is not among the words on the map.', unknown.text));
  }

  private complain(sentence: string | undefined): void {
    this.fault.hidden = sentence === undefined;
    this.fault.textContent = sentence ?? '';
  }

  private answer({ row, word, score }: ScoredWord, asked: Asked): HTMLElement {
    const line = wordLine(word, score, score);
    line.type = 'button';
    line.addEventListener('click', () => {
      if (row < this.desk.count) this.propose({ ...asked, d: row });
    });
    return element('li', {}, line);
  }

  private propose(analogy: Analogy | undefined): void {
    this.current = analogy;
    this.keep.disabled = !analogy;
    this.draw();
    if (analogy) this.desk.speak(this.sentence(analogy));
  }

  /** Keeps what is proposed: one answer an analogy, the last that was chosen. */
  private add(): void {
    const { current } = this;
    if (!current) return;
    const isOther = ({ a, b, c }: Analogy) => a !== current.a || b !== current.b || c !== current.c;
    this.set([...this.analogies.filter(isOther), current]);
    this.desk.speak(l10n.t('The arrows of {0} are kept.', this.sentence(current)));
    this.desk.store();
  }

  private set(analogies: readonly Analogy[]): void {
    this.analogies = analogies;
    this.draw();
    this.list.replaceChildren(...analogies.map((analogy) => this.item(analogy)));
  }

  private draw(): void {
    const { analogies, current, isShown } = this;
    this.desk.view.setAnalogies(current && isShown ? [...analogies, current] : analogies);
  }

  private item(analogy: Analogy): HTMLElement {
    const sentence = this.sentence(analogy);
    const go = element('button', { type: 'button', className: 'link', textContent: sentence });
    go.addEventListener('click', () => this.desk.flyTo(analogy.d));
    const label = l10n.t('Remove the arrows of {0}', sentence);
    const remove = iconButton('close', label, () => {
      this.set(this.analogies.filter((each) => each !== analogy));
      this.desk.store();
    });
    remove.type = 'button';
    return element('li', { className: 'line' }, go, remove);
  }

  private sentence({ a, b, c, d }: Analogy): string {
    const [first, second, third, fourth] = [a, b, c, d].map((row) => this.desk.wordAt(row));
    return `${first} : ${second} :: ${third} : ${fourth}`;
  }
}
