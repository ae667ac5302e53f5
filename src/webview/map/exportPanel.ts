import * as l10n from '@vscode/l10n';
import type { FromMap, ToMap } from '../../protocol/map.ts';
import type { PanelFile } from '../../protocol/panel.ts';
import { element } from '../dom.ts';
import type { ToolPanel } from './drawer.ts';
import { numberField } from './fields.ts';
import { mapCsv, mapJson, type MapContent } from './mapFiles.ts';
import type { MapView } from './view.ts';

/** So many neighbours of each word are written. */
const NEIGHBOURS = 10;
/** A canvas of more pixels on a side is not to be had everywhere. */
const MOST_PIXELS = 8192;

export interface ExportActions {
  content(): Omit<MapContent, 'graph'>;
  post(message: FromMap): void;
  saveSession(): void;
}

/** What a map can be kept as: a picture of any size, its numbers, or the whole session. */
export class ExportPanel implements ToolPanel {
  readonly name = 'export';
  readonly title = l10n.t('Export');
  readonly root = element('div', { className: 'export-panel' });
  private readonly view: MapView;
  private readonly actions: ExportActions;
  private readonly width = numberField(l10n.t('Width in pixels'), { min: 16, max: MOST_PIXELS, step: 1 }, '');
  private readonly height = numberField(
    l10n.t('Height in pixels'),
    { min: 16, max: MOST_PIXELS, step: 1 },
    '',
  );
  private readonly hasNeighbours = element('input', { type: 'checkbox' });
  /** What is made once the neighbours are there. */
  private waiting: ((content: MapContent) => PanelFile) | undefined;

  constructor(view: MapView, actions: ExportActions) {
    this.view = view;
    this.actions = actions;
    const form = element('form', {}, this.width.root, this.height.root);
    const svg = this.button(l10n.t('SVG…'), () => this.save({ extension: 'svg', content: this.view.svg() }));
    svg.type = 'button';
    form.append(
      element('div', { className: 'line' }, element('button', { textContent: l10n.t('PNG…') }), svg),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.savePng();
    });
    const check = element(
      'label',
      { className: 'check' },
      this.hasNeighbours,
      l10n.t('With the ten nearest words of each'),
    );
    this.root.append(
      element('h3', { textContent: l10n.t('Picture of what is in view') }),
      form,
      element('h3', { textContent: l10n.t('Places, clusters and groups') }),
      check,
      element(
        'div',
        { className: 'line' },
        this.button(l10n.t('CSV…'), () =>
          this.write((content) => ({ extension: 'csv', content: mapCsv(content) })),
        ),
        this.button(l10n.t('JSON…'), () =>
          this.write((content) => ({ extension: 'json', content: mapJson(content) })),
        ),
      ),
      element('h3', { textContent: l10n.t('Session') }),
      element('p', {
        className: 'hint',
        textContent: l10n.t(
          'Layout, groups, colours, arrows and view: ‘Open Map Session…’ shows all of it as it is now.',
        ),
      }),
      this.button(l10n.t('Save Session…'), () => actions.saveSession()),
    );
  }

  show(): void {
    const { width, height } = this.view.extent;
    this.width.value = Math.round(width * 2);
    this.height.value = Math.round(height * 2);
  }

  /** The neighbours that were asked for. */
  receive(graph: Extract<ToMap, { type: 'graph' }>): void {
    const { waiting } = this;
    this.waiting = undefined;
    this.root.removeAttribute('aria-busy');
    if (waiting) this.save(waiting({ ...this.actions.content(), graph }));
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const button = element('button', { textContent: label });
    button.addEventListener('click', act);
    return button;
  }

  private write(make: (content: MapContent) => PanelFile): void {
    if (!this.hasNeighbours.checked) return this.save(make({ ...this.actions.content(), graph: undefined }));
    this.waiting = make;
    this.root.setAttribute('aria-busy', 'true');
    this.actions.post({ type: 'graph', count: NEIGHBOURS });
  }

  private async savePng(): Promise<void> {
    const canvas = this.view.picture({ width: this.width.value, height: this.height.value });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (blob) this.save({ extension: 'png', content: new Uint8Array(await blob.arrayBuffer()) });
  }

  private save(file: PanelFile): void {
    this.actions.post({ type: 'save', file });
  }
}
