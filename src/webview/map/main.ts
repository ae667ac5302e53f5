import * as l10n from '@vscode/l10n';
import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Neighbour, PackedWords } from '../../protocol/engine.ts';
import type { FromMap, MapState, ToMap } from '../../protocol/map.ts';
import { element, format, root } from '../dom.ts';
import { Gone } from '../gone.ts';
import { Host } from '../host.ts';
import { icon, type IconName } from '../icons.ts';
import { configureL10n } from '../l10n.ts';
import { ColourControl } from './colourControl.ts';
import type { Desk } from './desk.ts';
import { Details } from './details.ts';
import { Drawer } from './drawer.ts';
import { listen } from './input.ts';
import { LayoutControl } from './layoutControl.ts';
import { Picking } from './picking.ts';
import { SearchBox } from './searchBox.ts';
import { Toolbar, type ToolButton } from './toolbar.ts';
import { Tooltip } from './tooltip.ts';
import { MapView } from './view.ts';
import { WordSearch } from './wordSearch.ts';

const NEIGHBOURS = 10;
const MATCHES = 20;
/** Milliseconds without a move of the camera after which it is remembered. */
const REMEMBER_MS = 300;

/** The panels beside the map, in the order of their tools. */
const PANELS = ['groups', 'layout'] as const;

function panelTool(name: (typeof PANELS)[number]): Pick<ToolButton, 'icon' | 'label' | 'key'> {
  return {
    groups: { icon: 'groups', label: l10n.t('Selection and groups'), key: 'g' },
    layout: { icon: 'layout', label: l10n.t('Layout'), key: 'p' },
  }[name] as Pick<ToolButton, 'icon' | 'label' | 'key'>;
}

/** The map's page: one set, its map, its tools. */
class MapPage implements Desk {
  readonly view = new MapView();
  private readonly host = new Host<FromMap, ToMap, MapState>();
  private readonly details = new Details({
    point: (row) => this.hover(row),
    choose: (row) => this.flyTo(row),
    pin: () => this.togglePin(),
    close: () => this.select(-1),
  });
  private readonly search = new SearchBox(
    (text) => this.finder?.find(text, MATCHES) ?? [],
    (row) => this.wordAt(row),
    (row) => this.flyTo(row),
  );
  private readonly colours = new ColourControl(this);
  private readonly layout = new LayoutControl(this, this.colours);
  private readonly picking = new Picking(this, this.colours, {
    changed: () => this.pickedChanged(),
    layOut: () => this.layout.layOutPicked(),
  });
  private readonly drawer = new Drawer([this.picking.panel, this.layout.panel], () => {
    this.showTools();
    this.store();
  });
  private readonly toolbar = new Toolbar(this.tools());
  private readonly summary = element('p', { className: 'summary' });
  private readonly notice = element('p', { className: 'notice', hidden: true });
  private readonly tooltip = new Tooltip();
  private readonly spoken = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  private readonly gone = new Gone(() => this.host.post({ type: 'retry' }));
  private words: PackedWords | undefined;
  private finder: WordSearch | undefined;
  private setId = '';
  private neighbours: Neighbour[] | undefined;
  private request = 0;
  private dims = 0;
  /** Words that are not on the map, by their rows: neighbours of those that are. */
  private readonly absent = new Map<number, string>();
  private remembering = 0;
  private hasClusterNames = true;

  start(): void {
    const tools = element(
      'div',
      { className: 'tools' },
      this.search.root,
      this.colours.legend.root,
      this.details.root,
    );
    const foot = element('div', { className: 'foot' }, this.summary, this.notice, this.layout.status.root);
    const { canvas, layers } = this.view;
    root().append(
      ...layers,
      this.toolbar.root,
      this.drawer.root,
      tools,
      foot,
      this.buttons(),
      this.tooltip.root,
      this.spoken,
      this.gone.root,
    );
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    listen(this.view, this.picking.regions, {
      hover: (row) => this.hover(row),
      pass: (row) => this.pass(row),
      select: (row) => this.select(row),
      pick: (row, mode) => this.picking.picks.pick(Int32Array.of(row), mode),
      search: () => this.search.focus(),
      press: ({ key, altKey }) => !altKey && this.toolbar.pressKey(key),
    });
    this.showTools();
    this.layout.status.showWaiting();
    this.view.onDraw = () => this.placeTooltip();
    this.view.onCamera = () => this.remember();
    root().addEventListener('keydown', (event) => this.onKey(event));
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private buttons(): HTMLElement {
    const button = (name: IconName, title: string, act: () => void) => {
      const attributes = { 'aria-label': title };
      const made = element('button', { className: 'plain', title, attributes }, icon(name));
      made.addEventListener('click', act);
      return made;
    };
    return element(
      'div',
      { className: 'zoom', attributes: { role: 'group', 'aria-label': l10n.t('Zoom') } },
      button('plus', l10n.t('Zoom in (+)'), () => this.view.zoomBy(1.6)),
      button('minus', l10n.t('Zoom out (-)'), () => this.view.zoomBy(1 / 1.6)),
      button('fit', l10n.t('Show all (0)'), () => this.view.showAll()),
    );
  }

  get count(): number {
    return this.words ? wordCount(this.words) : 0;
  }

  post(message: FromMap): void {
    this.host.post(message);
  }

  speak(sentence: string): void {
    this.spoken.textContent = sentence;
  }

  private tools(): ToolButton[][] {
    const { regions, picks } = this.picking;
    return [
      [
        {
          name: 'move',
          icon: 'hand',
          label: l10n.t('Move the map'),
          key: 'm',
          press: () => regions.use('move'),
        },
        {
          name: 'rectangle',
          icon: 'rectangle',
          label: l10n.t('Select in a rectangle'),
          key: 'r',
          press: () => regions.use('rectangle'),
        },
        {
          name: 'lasso',
          icon: 'lasso',
          label: l10n.t('Select by a lasso'),
          key: 'l',
          press: () => regions.use('lasso'),
        },
      ],
      [
        {
          name: 'invert',
          icon: 'invert',
          label: l10n.t('Invert the selection'),
          key: 'i',
          press: () => this.picking.invert(),
        },
        {
          name: 'undo',
          icon: 'undo',
          label: l10n.t('Undo selection or group'),
          key: 'z',
          press: () => picks.undo(),
        },
        {
          name: 'redo',
          icon: 'redo',
          label: l10n.t('Redo selection or group'),
          key: 'y',
          press: () => picks.redo(),
        },
      ],
      [
        {
          name: 'clusters',
          icon: 'tag',
          label: l10n.t('Names of clusters'),
          key: 'c',
          press: () => this.showClusterNames(!this.hasClusterNames),
        },
      ],
      PANELS.map((name) => ({ name, ...panelTool(name), press: () => this.drawer.toggle(name) })),
    ];
  }

  private pickedChanged(): void {
    const { picks } = this.picking;
    this.layout.picked = picks.rows;
    this.layout.panel.setPicked(picks.rows.length);
    this.layout.panel.setGroups(picks.groups, (row) => this.wordAt(row));
    this.showTools();
  }

  /** Which tool is in hand, which panel is open, and what can be undone. */
  private showTools(): void {
    const { toolbar, picking, drawer } = this;
    for (const tool of ['move', 'rectangle', 'lasso'])
      toolbar.setPressed(tool, tool === picking.regions.tool);
    toolbar.setPressed('clusters', this.hasClusterNames);
    for (const panel of PANELS) toolbar.setPressed(panel, panel === drawer.name);
    toolbar.setEnabled('undo', picking.picks.canUndo);
    toolbar.setEnabled('redo', picking.picks.canRedo);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') this.letGo();
    else if ((event.ctrlKey || event.metaKey) && !isTyping) this.undoByKey(event);
  }

  /** As in every editor: Ctrl+Z, Ctrl+Y, Ctrl+Shift+Z; on a Mac with its own key. */
  private undoByKey(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    const { picks } = this.picking;
    if (key === 'y' || (key === 'z' && event.shiftKey)) picks.redo();
    else if (key === 'z') picks.undo();
    else return;
    event.preventDefault();
  }

  /** Escape lets go, wherever the focus is; unless it had something nearer to do. */
  private letGo(): void {
    const { drawer, view } = this;
    if (drawer.root.contains(document.activeElement)) drawer.open(undefined);
    else this.select(-1);
    view.canvas.focus();
  }

  private receive(message: ToMap): void {
    switch (message.type) {
      case 'set':
        return this.show(message);
      case 'layout':
        return this.layout.receive(message);
      case 'clusters':
        return this.layout.setClusters(message.levels);
      case 'neighbours':
        if (message.request === this.request) this.showNeighbours(message);
        return;
      case 'colouring':
        return this.colours.receive(message.by, message.colouring);
      case 'pinned':
        this.view.setMarks({ pinned: message.row });
        return this.showPinned();
      case 'focus':
        return this.flyTo(message.row);
      case 'gone':
        return this.gone.show(message.message);
      case 'name':
        return this.showName(message.name);
      case 'kept':
        return this.host.setState(message.state);
    }
  }

  private show({ setId, name, dims, words, metadata, notice }: Extract<ToMap, { type: 'set' }>): void {
    const state = this.host.getState();
    const kept = state?.setId === setId ? state : undefined;
    this.words = words;
    this.finder = new WordSearch(words);
    this.search.clear();
    this.setId = '';
    this.gone.hide();
    this.absent.clear();
    this.view.setWords(words, kept ?? {});
    this.layout.begin();
    this.showClusterNames(kept?.hasClusterNames ?? true);
    this.select(kept?.selected ?? -1);
    this.colours.begin(metadata, kept?.colours);
    this.picking.begin(kept?.picks);
    this.drawer.open(kept?.panel);
    this.setId = setId;
    this.dims = dims;
    this.showName(name);
    this.notice.textContent = this.notice.title = notice ?? '';
    this.notice.hidden = !notice;
    this.store();
  }

  private showName(name: string): void {
    const { count } = this;
    const words = count === 1 ? l10n.t('1 word') : l10n.t('{0} words', count.toLocaleString());
    this.summary.textContent = this.summary.title = `${name} · ${words} × ${this.dims}`;
    const label = l10n.t(
      'Map of {0}, {1}. Arrow keys move, plus and minus zoom, 0 shows all, slash searches, Enter selects the word in the middle, Escape lets go.',
      name,
      words,
    );
    this.view.canvas.setAttribute('aria-label', label);
  }

  private showClusterNames(areShown: boolean): void {
    this.hasClusterNames = areShown;
    this.view.showClusterNames(areShown);
    this.showTools();
    this.store();
  }

  private hover(row: number): void {
    if (row === this.view.marks.hovered) return;
    this.view.setMarks({ hovered: row });
    this.view.canvas.classList.toggle('on-point', row >= 0);
  }

  /** The keys have brought a word into the middle: it shows its name, and it is spoken. */
  private pass(row: number): void {
    this.hover(row);
    this.spoken.textContent = row >= 0 ? this.describe(row) : '';
  }

  private placeTooltip(): void {
    const { canvas, marks } = this.view;
    const at = this.view.pixelOf(marks.hovered);
    if (!at) return this.tooltip.hide();
    this.tooltip.show(this.describe(marks.hovered));
    this.tooltip.place(at, { width: canvas.clientWidth, height: canvas.clientHeight });
  }

  private describe(row: number): string {
    const neighbour = this.neighbours?.find((item) => item.row === row);
    return neighbour ? `${this.wordAt(row)} ${format(neighbour.cosine)}` : this.wordAt(row);
  }

  flyTo(row: number): void {
    this.select(row);
    this.view.showRow(row);
  }

  private togglePin(): void {
    const { selected, pinned } = this.view.marks;
    this.host.post({ type: 'pin', row: selected === pinned ? -1 : selected });
  }

  private select(row: number): void {
    this.neighbours = undefined;
    this.view.setMarks({ selected: row, neighbours: [] });
    this.request++;
    this.colours.setSelected(row);
    if (row >= 0) {
      this.details.show(this.wordAt(row), this.isOnMap(row));
      this.host.post({ type: 'neighbours', request: this.request, row, count: NEIGHBOURS });
    } else {
      this.spoken.textContent = '';
      if (this.details.hide()) this.view.canvas.focus();
    }
    this.showPinned();
    this.store();
  }

  private showNeighbours({ neighbours, metadata }: Extract<ToMap, { type: 'neighbours' }>): void {
    this.neighbours = neighbours;
    for (const { row, word } of neighbours) if (!this.isOnMap(row)) this.absent.set(row, word);
    this.view.setMarks({ neighbours: neighbours.map(({ row }) => row) });
    this.details.showMore(neighbours, metadata);
    const list = neighbours.map(({ word, cosine }) => `${word} ${format(cosine, 2)}`).join(', ');
    this.spoken.textContent = l10n.t('{0}. Nearest: {1}', this.wordAt(this.view.marks.selected), list);
  }

  private showPinned(): void {
    const { selected, pinned } = this.view.marks;
    this.details.setPinned(selected >= 0 && selected === pinned);
  }

  private remember(): void {
    clearTimeout(this.remembering);
    this.remembering = window.setTimeout(() => this.store(), REMEMBER_MS);
  }

  store(): void {
    if (!this.setId) return;
    const { camera, followed, marks } = this.view;
    const state: MapState = {
      setId: this.setId,
      camera,
      followed,
      selected: marks.selected,
      colours: this.colours.stored,
      picks: this.picking.picks.stored(),
      panel: this.drawer.name,
      hasClusterNames: this.hasClusterNames,
    };
    this.host.setState(state);
    this.host.post({ type: 'state', state });
  }

  wordAt(row: number): string {
    return this.words && this.isOnMap(row) ? wordAtRow(this.words, row) : (this.absent.get(row) ?? '');
  }

  private isOnMap(row: number): boolean {
    return this.words !== undefined && row < wordCount(this.words);
  }
}

configureL10n();
new MapPage().start();
