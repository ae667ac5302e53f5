import * as l10n from '@vscode/l10n';
import type { LayoutState } from '../../protocol/map.ts';
import { element } from '../dom.ts';

/** How far the layout has come, with the button that stops it or begins it anew. */
export class LayoutStatus {
  readonly root = element('div', { className: 'status', attributes: { role: 'status' } });
  private readonly bar = element('progress', { hidden: true });
  private readonly text = element('span');
  private readonly button = element('button', { hidden: true });
  private action: 'stop' | 'restart' = 'stop';
  private kind: string | undefined;

  constructor(act: (action: 'stop' | 'restart') => void) {
    this.bar.setAttribute('aria-label', l10n.t('Progress of the layout'));
    this.button.addEventListener('click', () => act(this.action));
    this.root.append(this.text, this.bar, this.button);
  }

  /** Nothing is there yet that could be laid out: the file is read, or the user is asked what to read of it. */
  showWaiting(): void {
    this.write('waiting', l10n.t('Waiting for the vectors…'));
    this.bar.hidden = false;
    this.bar.removeAttribute('value');
    this.button.hidden = true;
  }

  show(state: LayoutState): void {
    this.write(state.kind, sentence(state));
    this.bar.hidden = state.kind !== 'graph' && state.kind !== 'settling';
    if (state.kind === 'settling') {
      this.bar.max = state.epochs;
      this.bar.value = state.epoch;
    } else {
      this.bar.removeAttribute('value');
    }
    this.showButton(state.kind);
  }

  private write(kind: string, text: string): void {
    // Epochs go by too fast to be read out: only a change of kind is spoken.
    this.root.setAttribute('aria-live', kind === this.kind ? 'off' : 'polite');
    this.root.dataset.kind = kind;
    this.kind = kind;
    this.text.textContent = text;
  }

  private showButton(kind: LayoutState['kind']): void {
    const isRunning = kind === 'graph' || kind === 'settling';
    this.button.hidden = !isRunning && kind !== 'stopped' && kind !== 'failed';
    this.action = isRunning ? 'stop' : 'restart';
    this.button.textContent = isRunning ? l10n.t('Stop') : l10n.t('Lay Out Again');
  }
}

function sentence(state: LayoutState): string {
  switch (state.kind) {
    case 'none':
      return '';
    case 'graph':
      return l10n.t('UMAP: finding every word’s neighbours…');
    case 'settling':
      return l10n.t('UMAP: epoch {0} of {1}', state.epoch, state.epochs);
    case 'settled':
      return l10n.t('Settled');
    case 'stopped':
      return state.epochs > 0
        ? l10n.t('Stopped in epoch {0} of {1}', state.epoch, state.epochs)
        : l10n.t('Stopped before the first epoch');
    case 'failed':
      return state.message;
  }
}
