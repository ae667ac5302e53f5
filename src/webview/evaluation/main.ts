import type { Evaluated, Evaluation, FromEvaluation, ToEvaluation } from '../../protocol/evaluation.ts';
import type { PanelState } from '../../protocol/panel.ts';
import { element } from '../dom.ts';
import { exportButtons } from '../exportButtons.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { analogiesView } from './analogies.ts';
import { reportCsv, reportJson, reportMarkdown } from './exports.ts';
import { reservations, settingsOf, whyUnknown } from './numbers.ts';
import { wordPairsView } from './wordPairs.ts';

/** The page of a report: a score, how much of the file it is about, and what it is made of. */
class EvaluationPage {
  private readonly host = new Host<FromEvaluation, ToEvaluation, PanelState<Evaluation>>();
  private readonly name = element('h1');
  private readonly exports = element('div');
  private readonly settings = element('p', { className: 'summary' });
  private readonly report = element('div', { className: 'report', tabIndex: 0 });
  private readonly stage: Stage;

  constructor() {
    const head = element('header', { className: 'head' }, this.name, this.exports, this.settings);
    const body = element('div', { className: 'evaluation' }, head, this.report);
    this.stage = new Stage(body, () => this.host.post({ type: 'retry' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToEvaluation): void {
    switch (message.type) {
      case 'report':
        return this.show(message);
      case 'remember':
        return this.host.setState(message.state);
      case 'gone':
        return this.stage.lose(message);
    }
  }

  private show(evaluated: Evaluated): void {
    const { fileName, report } = evaluated;
    this.name.textContent = this.name.title = fileName;
    this.settings.textContent = settingsOf(evaluated);
    this.exports.replaceChildren(
      exportButtons(
        {
          md: () => reportMarkdown(evaluated),
          csv: () => reportCsv(evaluated),
          json: () => reportJson(evaluated),
        },
        (file) => this.host.post({ type: 'save', file }),
      ),
    );
    const [figures, ...rest] =
      report.kind === 'analogies' ? analogiesView(report) : wordPairsView(report, whyUnknown(evaluated));
    this.report.replaceChildren(figures, ...noticeOf(evaluated), ...rest);
    this.stage.show();
  }
}

/** What has to be known of the score: how much of the file it is not about, and whether it can mean anything. */
function noticeOf(evaluated: Evaluated): HTMLElement[] {
  const sentences = reservations(evaluated).map((sentence) => element('p', {}, sentence));
  if (sentences.length === 0) return [];
  return [element('div', { className: 'notice', attributes: { role: 'note' } }, ...sentences)];
}

configureL10n();
new EvaluationPage().start();
