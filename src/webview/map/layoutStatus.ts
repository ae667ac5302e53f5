import * as l10n from '@vscode/l10n';
import type { SampleCounts } from '../../protocol/engine.ts';
import type { LayoutChoice, LayoutState } from '../../protocol/map.ts';
import { element } from '../dom.ts';

export interface LayoutStatusActions {
  act(action: 'stop' | 'restart'): void;
  pause(isPaused: boolean): void;
  speak(sentence: string): void;
  /** All words are to be laid out again, not some on their own. */
  showAll(): void;
}

/** How far the layout has come, with the buttons that pause it, stop it or begin it anew. */
export class LayoutStatus {
  readonly root = element('div', { className: 'status', attributes: { role: 'group' } });
  private readonly bar = element('progress', { hidden: true });
  private readonly text = element('span');
  private readonly pause = element('button', { hidden: true });
  private readonly button = element('button', { hidden: true });
  private readonly all = element('button', { hidden: true, textContent: l10n.t('Show All Words') });
  private state: LayoutState = { kind: 'none' };
  private kind: string | undefined;
  private ticking = 0;
  private readonly speak: (sentence: string) => void;

  constructor(actions: LayoutStatusActions) {
    this.speak = (sentence) => actions.speak(sentence);
    this.root.setAttribute('aria-label', l10n.t('Layout'));
    this.bar.setAttribute('aria-label', l10n.t('Progress of the layout'));
    this.button.addEventListener('click', () => actions.act(isRunning(this.state) ? 'stop' : 'restart'));
    this.pause.addEventListener('click', () => actions.pause(!isPaused(this.state)));
    this.all.addEventListener('click', () => actions.showAll());
    this.root.append(this.text, this.bar, this.pause, this.button, this.all);
  }

  /** Nothing is there yet that could be laid out: the file is read, or the user is asked what to read of it. */
  showWaiting(): void {
    this.write('waiting', l10n.t('Waiting for the vectors…'));
    this.bar.hidden = false;
    this.bar.removeAttribute('value');
    this.button.hidden = this.pause.hidden = this.all.hidden = true;
  }

  /** @param plane what is said in place of the method, where there was nothing to reduce */
  show(
    state: LayoutState,
    choice: LayoutChoice,
    plane: string | undefined,
    sample: SampleCounts | undefined,
  ): void {
    this.state = state;
    this.write(state.kind, sentence(state, choice, plane, sample));
    this.bar.hidden = !isRunning(state);
    if (state.kind === 'settling') {
      this.bar.max = state.epochs;
      this.bar.value = state.epoch;
    } else if (state.kind === 'graph' && state.found !== undefined) {
      this.bar.max = 1;
      this.bar.value = state.found;
    } else {
      this.bar.removeAttribute('value');
    }
    this.showButtons(state, choice);
    this.tick(choice, plane, sample);
  }

  /** While neighbours are looked for nothing else tells that time goes by. */
  private tick(choice: LayoutChoice, plane: string | undefined, sample: SampleCounts | undefined): void {
    clearTimeout(this.ticking);
    if (this.state.kind !== 'graph') return;
    this.ticking = window.setTimeout(() => this.show(this.state, choice, plane, sample), 1000);
  }

  private write(kind: string, text: string): void {
    // Steps go by too fast to be read out: spoken is a change of kind, or what another layout has come to.
    const isOver = kind === 'settled' || kind === 'failed';
    if (kind !== this.kind || (isOver && text !== this.text.textContent))
      this.speak(kind === 'settled' ? l10n.t('The map is laid out: {0}', text) : text);
    this.root.dataset.kind = kind;
    this.kind = kind;
    this.text.textContent = this.text.title = text;
  }

  private showButtons(state: LayoutState, { rows }: LayoutChoice): void {
    const { kind } = state;
    this.pause.hidden = kind !== 'settling';
    this.pause.textContent = isPaused(state) ? l10n.t('Resume') : l10n.t('Pause');
    this.button.hidden = !isRunning(state) && kind !== 'stopped' && kind !== 'failed';
    this.button.textContent = isRunning(state) ? l10n.t('Stop') : l10n.t('Lay Out Again');
    this.all.hidden = rows === undefined;
  }
}

function isRunning({ kind }: LayoutState): boolean {
  return kind === 'graph' || kind === 'settling';
}

function isPaused(state: LayoutState): boolean {
  return state.kind === 'settling' && state.isPaused;
}

function sentence(
  state: LayoutState,
  choice: LayoutChoice,
  plane: string | undefined,
  sample: SampleCounts | undefined,
): string {
  const method = plane ?? nameOf(choice);
  switch (state.kind) {
    case 'none':
      return '';
    case 'graph':
      return beginning(state, choice);
    case 'settling':
      return state.isPaused
        ? l10n.t('{0}: paused at step {1} of {2}', method, state.epoch, state.epochs)
        : l10n.t('{0}: step {1} of {2}', method, state.epoch, state.epochs);
    case 'settled':
      return [method, alone(choice), sampled(sample)].filter((part) => part !== '').join(' · ');
    case 'stopped':
      return state.epochs > 0
        ? l10n.t('Stopped at step {0} of {1}', state.epoch, state.epochs)
        : l10n.t('Stopped before the words were laid out');
    case 'failed':
      return state.message;
  }
}

function beginning(
  { since, found }: Extract<LayoutState, { kind: 'graph' }>,
  { params }: LayoutChoice,
): string {
  if (params.method === 'pca') return l10n.t('Looking for the principal components…');
  if (params.method === 'axes') return l10n.t('Measuring every word along your axes…');
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  if (found === undefined) return l10n.t('Looking for the neighbours of every word: {0} s', seconds);
  const percent = found.toLocaleString(undefined, { style: 'percent' });
  return l10n.t('Looking for the neighbours of every word: {0}, {1} s', percent, seconds);
}

function nameOf({ params }: LayoutChoice): string {
  return {
    umap: 'UMAP',
    pca: l10n.t('Principal components'),
    tsne: 't-SNE',
    axes: l10n.t('Your axes'),
  }[params.method];
}

function alone({ rows }: LayoutChoice): string {
  return rows ? l10n.t('{0} words on their own', rows.length.toLocaleString()) : '';
}

/** Nothing is dropped silently: how many words of a very large set were laid out by all their neighbours. */
function sampled(sample: SampleCounts | undefined): string {
  if (!sample) return '';
  const [laidOut, placed] = [sample.laidOut, sample.placed].map((count) => count.toLocaleString());
  return l10n.t(
    'a sample of {0} words is laid out, {1} are placed by their neighbours among it',
    laidOut,
    placed,
  );
}
