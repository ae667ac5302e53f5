import * as l10n from '@vscode/l10n';
import type { PanelFile } from '../protocol/panel.ts';
import { element } from './dom.ts';

type Extension = PanelFile['extension'];

/** What a panel can be kept as: a button for each, which makes the file when it is pressed. */
export function exportButtons(
  makers: Partial<Record<Extension, () => PanelFile['content'] | Promise<PanelFile['content']>>>,
  save: (file: PanelFile) => void,
): HTMLElement {
  const actions = Object.entries(makers).map(([name, make]) => {
    const extension = name as Extension;
    const act = () => void Promise.resolve(make()).then((content) => save({ extension, content }));
    return [extension, act];
  });
  return exportBar(Object.fromEntries(actions) as Partial<Record<Extension, () => void>>);
}

/** The same where the button is all that the page has to do with it. */
export function exportBar(actions: Partial<Record<Extension, () => void>>): HTMLElement {
  const buttons = Object.entries(actions).map(([extension, act]) => {
    const label = NAMES[extension as Extension];
    const button = element('button', {
      textContent: label,
      attributes: { 'aria-label': l10n.t('Export as {0}', label) },
    });
    button.addEventListener('click', act);
    return button;
  });
  const label = element('span', { attributes: { 'aria-hidden': 'true' } }, l10n.t('Export'));
  return element('div', { className: 'export' }, label, ...buttons);
}

const NAMES: Record<Extension, string> = {
  csv: 'CSV',
  json: 'JSON',
  md: 'Markdown',
  png: 'PNG',
  svg: 'SVG',
};
