import * as l10n from '@vscode/l10n';
import type { SetInfo } from '../../protocol/engine.ts';
import type { PanelState } from '../../protocol/panel.ts';
import type { FromTwoSets, ToTwoSets, TwoSetsParams, TwoSetsState } from '../../protocol/twoSets.ts';
import { element } from '../dom.ts';
import { exportBar } from '../exportButtons.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { MovedList, summaryOf } from './moved.ts';
import { WordView } from './wordView.ts';

/** The page of two sets: what they share, which words moved, and one word in both. */
class TwoSetsPage {
  private readonly host = new Host<FromTwoSets, ToTwoSets, TwoSetsState>();
  private readonly name = element('h1');
  private readonly sizes = element('p', { className: 'summary' });
  private readonly facts = element('div', { className: 'facts' });
  private readonly most = new MovedList(l10n.t('Moved most'), (word) => this.look(word));
  private readonly least = new MovedList(l10n.t('Moved least'), (word) => this.look(word));
  private readonly wordView = new WordView(
    (word) => this.look(word),
    () => this.leave(),
  );
  private readonly stage: Stage;
  /** What this is about, for a later life of the page. */
  private kept: PanelState<TwoSetsParams> | undefined;
  private sets: SetInfo[] = [];
  private word = this.host.getState()?.word;
  private request = 0;

  constructor() {
    const exports = exportBar({ csv: () => this.host.post({ type: 'export' }) });
    const head = element('header', { className: 'head' }, this.name, exports, this.sizes, this.facts);
    const note = l10n.t(
      'The number is the cosine after alignment; the longer its bar, the farther the word moved.',
    );
    const lists = element('div', { className: 'lists' }, element('p', { className: 'hint' }, note));
    lists.append(this.most.root, this.least.root);
    const body = element('div', { className: 'two-sets' }, head, lists, this.wordView.root);
    this.stage = new Stage(body, () => this.host.post({ type: 'retry' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToTwoSets): void {
    switch (message.type) {
      case 'sets':
        return this.show(message);
      case 'word':
        return message.request === this.request ? this.showWord(message) : undefined;
      case 'noWord':
        return message.request === this.request ? this.lackWord(message.message) : undefined;
      case 'remember':
        this.kept = message.state;
        return this.store();
      case 'gone':
        return this.stage.lose(message);
    }
  }

  private show({ first, second, compared }: Extract<ToTwoSets, { type: 'sets' }>): void {
    this.sets = [first, second];
    this.stage.show();
    this.name.textContent = l10n.t('{0} and {1}', first.name, second.name);
    this.sizes.textContent = this.sets.map(sizeOf).join(' · ');
    this.facts.replaceChildren(...summaryOf(compared));
    this.most.show(compared.moved);
    this.least.show(compared.kept);
    if (this.word) this.look(this.word);
    else this.wordView.explain();
  }

  /** No word is looked at any more; an answer that is under way is not shown. */
  private leave(): void {
    this.word = undefined;
    this.request++;
    this.wordView.explain();
    this.store();
  }

  private look(word: string): void {
    this.word = word;
    this.wordView.expect(word);
    this.host.post({ type: 'word', request: ++this.request, word });
    this.store();
  }

  private showWord({ word, answer }: Extract<ToTwoSets, { type: 'word' }>): void {
    this.wordView.show(word, this.sets, answer);
    const [first, second] = [answer.first, answer.second].map((found) =>
      found ? found.neighbours.map((neighbour) => neighbour.word).join(', ') : l10n.t('not in the set'),
    );
    const [{ name: firstName }, { name: secondName }] = this.sets;
    this.stage.speak(l10n.t('{0}. In {1}: {2}. In {3}: {4}', word, firstName, first, secondName, second));
  }

  private lackWord(sentence: string): void {
    this.wordView.lack(sentence);
    this.stage.speak(sentence);
  }

  private store(): void {
    const { kept, word } = this;
    if (kept) this.host.setState({ ...kept, ...(word && { word }) });
  }
}

function sizeOf({ name, words, dims, format }: SetInfo): string {
  return `${name}: ${l10n.t('{0} words', words.toLocaleString())} × ${dims}, ${format}`;
}

configureL10n();
new TwoSetsPage().start();
