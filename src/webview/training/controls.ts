import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import type { FromTraining, TrainingAction, TrainingKind, TrainingStatus } from '../../protocol/training.ts';
import { element } from '../dom.ts';

/** The buttons that fit how far a training has come. */
export class Controls {
  readonly root = element('div', { className: 'buttons', attributes: { role: 'toolbar' } });
  private readonly kind: TrainingKind['kind'];
  private readonly post: (message: FromTraining) => void;

  constructor(kind: TrainingKind['kind'], post: (message: FromTraining) => void) {
    this.kind = kind;
    this.post = post;
    this.root.setAttribute('aria-label', l10n.t('Training'));
  }

  show(status: TrainingStatus): void {
    const hadFocus = this.root.contains(document.activeElement);
    this.root.replaceChildren(...this.buttonsFor(status));
    if (hadFocus) this.root.querySelector('button')?.focus();
  }

  private buttonsFor(status: TrainingStatus): HTMLElement[] {
    const stop = [
      this.button(l10n.t('Stop and Keep'), { type: 'stop', keep: true }),
      this.button(l10n.t('Stop and Discard'), { type: 'stop', keep: false }),
    ];
    switch (status.kind) {
      case 'reading':
        return [this.button(l10n.t('Cancel'), { type: 'stop', keep: false })];
      case 'running':
        return [this.button(l10n.t('Pause'), { type: 'pause' }), ...stop];
      case 'paused':
        return [this.button(l10n.t('Resume'), { type: 'resume' }), ...stop];
      case 'interrupted':
        return [
          ...(status.fraction === undefined ? [] : [this.action(l10n.t('Go On'), 'goOn')]),
          this.button(l10n.t('Discard'), { type: 'stop', keep: false }),
        ];
      case 'done':
        return [...(status.completed ? [] : [this.action(l10n.t('Go On'), 'goOn')]), ...this.ofKind()];
      default:
        return [];
    }
  }

  /** What can be done with what was learned. */
  private ofKind(): HTMLElement[] {
    const further = this.action(l10n.t('Train Further…'), 'further');
    const map = this.action(l10n.t('Show Map'), 'showMap');
    return this.kind === 'language'
      ? [
          this.action(l10n.t('Trace What It Writes'), 'trace'),
          map,
          further,
          this.action(l10n.t('Save Weights…'), 'save'),
        ]
      : [
          map,
          this.action(l10n.t('Open Context Vectors'), 'openContext'),
          further,
          this.action(l10n.t('Save Vectors…'), 'save'),
        ];
  }

  private action(label: string, action: TrainingAction): HTMLElement {
    return this.button(label, { type: 'act', action });
  }

  private button(textContent: string, message: FromTraining): HTMLElement {
    const made = element('button', { textContent });
    made.addEventListener('click', () => this.post(message));
    return made;
  }
}

/** How far a training has come, in a sentence. */
export function sentenceOf(status: TrainingStatus): string {
  switch (status.kind) {
    case 'draft':
      return l10n.t('Not started.');
    case 'reading':
      return l10n.t('The text is being read…');
    case 'running':
      return l10n.t('Training.');
    case 'paused':
      return l10n.t('Paused.');
    case 'stopping':
      return l10n.t('What was learned is being kept…');
    case 'done':
      return status.completed ? l10n.t('Done.') : l10n.t('Stopped; what was learned by then is kept.');
    case 'interrupted':
      return status.fraction === undefined
        ? joinSentences(status.message, l10n.t('There was no checkpoint yet.'))
        : joinSentences(
            status.message,
            l10n.t('It can go on where {0} % were done.', (100 * status.fraction).toFixed(0)),
          );
    case 'discarded':
      return l10n.t('Discarded.');
    case 'failed':
      return status.message;
  }
}
