import * as l10n from '@vscode/l10n';
import type { PanelFile } from '../protocol/panel.ts';
import { element } from './dom.ts';

/** What a panel can be kept as: a button for each, which makes the file when it is pressed. */
export function exportButtons(
  makers: Partial<Record<PanelFile['extension'], () => PanelFile['content'] | Promise<PanelFile['content']>>>,
  save: (file: PanelFile) => void,
): HTMLElement {
  const buttons = Object.entries(makers).map(([name, make]) => {
    const extension = name as PanelFile['extension'];
    const label = NAMES[extension];
    const button = element('button', {
      textContent: label,
      attributes: { 'aria-label': l10n.t('Export as {0}', label) },
    });
    button.addEventListener('click', () => {
      void Promise.resolve(make()).then((content) => save({ extension, content }));
    });
    return button;
  });
  const label = element('span', { attributes: { 'aria-hidden': 'true' } }, l10n.t('Export'));
  return element('div', { className: 'export' }, label, ...buttons);
}

const NAMES: Record<PanelFile['extension'], string> = {
  csv: 'CSV',
  json: 'JSON',
  md: 'Markdown',
  png: 'PNG',
  svg: 'SVG',
};
