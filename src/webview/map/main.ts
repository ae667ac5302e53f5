import * as l10n from '@vscode/l10n';
import { wordAtRow, wordCount } from '../../common/words.ts';
import type { Measure, Neighbour, PackedWords } from '../../protocol/engine.ts';
import type { AddedWord, FromMap, MapState, ToMap } from '../../protocol/map.ts';
import { format } from '../../common/numbers.ts';
import { element, root } from '../dom.ts';
import { Gone } from '../gone.ts';
import { Host } from '../host.ts';
import { iconButton } from '../icons.ts';
import { configureL10n } from '../l10n.ts';
import { AddedWords } from './addedWords.ts';
import { AnalogyPanel } from './analogyPanel.ts';
import { ColourControl } from './colourControl.ts';
import type { Desk } from './desk.ts';
import { Details } from './details.ts';
import { Drawer, type ToolPanel } from './drawer.ts';
import { ExportPanel } from './exportPanel.ts';
import { listen } from './input.ts';
import { LayoutControl } from './layoutControl.ts';
import { MetadataColumns } from './metadataColumns.ts';
import { Picking } from './picking.ts';
import type { Place } from './polygon.ts';
import { isRowOfSet, NO_ROWS, union, type Rows } from './rowSets.ts';
import { SearchBox, type WordSource } from './searchBox.ts';
import { StripsPanel } from './stripsPanel.ts';
import { TablePanel } from './tablePanel.ts';
import type { TableFacts } from './tableRows.ts';
import { Toolbar, type ToolButton } from './toolbar.ts';
import { Tooltip } from './tooltip.ts';
import { MapView } from './view.ts';
import { neighbourTowards, WALK_DIRECTIONS } from './walk.ts';
import { WordSearch } from './wordSearch.ts';

const NEIGHBOURS = 10;
const MATCHES = 20;
/** Milliseconds without a move of the camera after which it is remembered. */
const REMEMBER_MS = 300;

/** The panels beside the map, in the order of their tools. */
const PANELS = ['groups', 'layout', 'add', 'analogies', 'strips', 'table', 'export'] as const;

type PanelTool = Pick<ToolButton, 'icon' | 'label' | 'key'>;

function panelTool(name: (typeof PANELS)[number]): PanelTool {
  const tools: Record<typeof name, PanelTool> = {
    groups: { icon: 'groups', label: l10n.t('Selection and groups'), key: 'g' },
    layout: { icon: 'layout', label: l10n.t('Layout'), key: 'p' },
    add: { icon: 'place', label: l10n.t('Add words'), key: 'n' },
    analogies: { icon: 'arrows', label: l10n.t('Analogies'), key: 'a' },
    strips: { icon: 'strips', label: l10n.t('Vectors'), key: 'v' },
    table: { icon: 'table', label: l10n.t('Table'), key: 't' },
    export: { icon: 'save', label: l10n.t('Export'), key: 'e' },
  };
  return tools[name];
}

/** The map's page: one set, its map, its tools. */
class MapPage implements Desk {
  readonly view = new MapView();
  private readonly host = new Host<FromMap, ToMap, MapState>();
  private readonly details = new Details({
    point: (row) => this.hover(row),
    choose: (row) => this.flyTo(row),
    pin: () => this.togglePin(),
    occurrences: () => this.post({ type: 'occurrences', word: this.wordAt(this.view.marks.selected) }),
    close: () => this.select(-1),
  });
  private readonly source: WordSource = {
    search: (text) => this.finder?.find(text, MATCHES) ?? [],
    wordAt: (row) => this.wordAt(row),
  };
  /** The words of the set, and those that were added to the map. */
  private readonly shown: WordSource = {
    search: (text) => [...this.added.search(text), ...this.source.search(text)].slice(0, MATCHES),
    wordAt: (row) => this.wordAt(row),
  };
  private readonly search = new SearchBox(this.shown, l10n.t('Search a word'), (row) => this.flyTo(row), {
    find: (text, isPattern) => this.findAll(text, isPattern),
    pick: (rows) => this.picking.picks.pick(rows, this.picking.regions.mode),
  });
  private readonly colours = new ColourControl(this);
  private readonly layout = new LayoutControl(this, this.colours);
  private readonly picking = new Picking(this, this.colours, {
    changed: () => this.pickedChanged(),
    layOut: () => this.layout.layOutPicked(),
  });
  private readonly added = new AddedWords(this, this.picking.picks);
  private readonly analogies = new AnalogyPanel(this, this.source);
  private readonly strips = new StripsPanel(this, this.source);
  private readonly metadata = new MetadataColumns(this);
  private readonly table = new TablePanel(this, {
    metadata: this.metadata,
    facts: () => this.facts(),
    find: (text) => union(this.finder?.all(text) ?? NO_ROWS, this.metadata.find(text)),
    picked: () => this.picking.picks.rows,
    toggle: (row) => this.picking.toggle(row),
    ask: () => this.askMeasures(),
  });
  private readonly exports = new ExportPanel(this.view, {
    content: () => ({
      name: this.name,
      facts: this.facts(),
      choice: this.layout.chosen,
      placeOf: (row) => this.view.placeOf(row),
    }),
    post: (message) => this.post(message),
    saveSession: () => this.post({ type: 'saveSession', state: this.state }),
  });
  private readonly drawer = new Drawer(this.panels(), () => {
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
  /** A frame of the layout came that is not drawn yet. */
  private hasNewFrame = false;
  dims = 0;
  /** Words that are not on the map, by their rows: neighbours of those that are. */
  private readonly absent = new Map<number, string>();
  private remembering = 0;
  private hasClusterNames = true;
  private name = '';
  /** Whether what is pointed at and selected here is so in other maps, too. */
  private isLinked = true;
  /** Goes where a linked map has gone. */
  private isFollowing = false;
  /** Arrow keys go from neighbour to neighbour. */
  private isWalking = false;
  private cosines: Float32Array | undefined;
  private norms: Float32Array | undefined;

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
      press: (event) => this.pressKey(event),
    });
    // The map makes room for its panels.
    const makeRoom = () => {
      const right = innerWidth - tools.getBoundingClientRect().left;
      this.view.setInsets({ ...this.drawer.insets, right });
    };
    const sizes = new ResizeObserver(makeRoom);
    for (const panel of [this.drawer.root, tools]) sizes.observe(panel);
    this.showTools();
    this.layout.status.showWaiting();
    this.view.onDraw = () => this.drawn();
    this.view.onCamera = () => this.remember();
    // Of the whole page: with a button that goes away, the focus is on nothing.
    document.addEventListener('keydown', (event) => this.onKey(event));
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private buttons(): HTMLElement {
    return element(
      'div',
      { className: 'zoom', attributes: { role: 'group', 'aria-label': l10n.t('Zoom') } },
      iconButton('plus', l10n.t('Zoom in (+)'), () => this.view.zoomBy(1.6)),
      iconButton('minus', l10n.t('Zoom out (-)'), () => this.view.zoomBy(1 / 1.6)),
      iconButton('fit', l10n.t('Show all (0)'), () => this.view.showAll()),
    );
  }

  private panels(): ToolPanel[] {
    const { picking, layout, added, analogies, strips, table } = this;
    return [picking.panel, layout.panel, added.panel, analogies, strips, table, this.exports];
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
        {
          name: 'walk',
          icon: 'walk',
          label: l10n.t('Walk from neighbour to neighbour by arrow keys'),
          key: 'w',
          press: () => {
            this.isWalking = !this.isWalking;
            this.showTools();
          },
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
          label: l10n.t('Undo selection, group or added words'),
          key: 'z',
          press: () => picks.undo(),
        },
        {
          name: 'redo',
          icon: 'redo',
          label: l10n.t('Redo selection, group or added words'),
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
        {
          name: 'link',
          icon: 'link',
          label: l10n.t('Link with other maps in sight'),
          key: 'k',
          press: () => {
            this.setLinked(!this.isLinked);
            this.store();
          },
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
    this.added.update();
    this.table.update();
    this.showTools();
  }

  /** Which tool is in hand, which panel is open, and what can be undone. */
  private showTools(): void {
    const { toolbar, picking, drawer } = this;
    for (const tool of ['move', 'rectangle', 'lasso'])
      toolbar.setPressed(tool, tool === picking.regions.tool);
    toolbar.setPressed('clusters', this.hasClusterNames);
    toolbar.setPressed('walk', this.isWalking);
    toolbar.setPressed('link', this.isLinked);
    for (const panel of PANELS) toolbar.setPressed(panel, panel === drawer.name);
    toolbar.setEnabled('undo', picking.picks.canUndo);
    toolbar.setEnabled('redo', picking.picks.canRedo);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
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
        return this.receiveLayout(message);
      case 'placed':
        return this.added.receive(message);
      case 'others':
        return this.added.setOthers(message.sets);
      case 'clusters':
        this.layout.setClusters(message.levels);
        return this.table.update();
      case 'measured':
        return this.takeMeasure(message.measure, message.values);
      case 'column':
        this.metadata.receive(message);
        return this.table.update();
      case 'analogy':
        return this.analogies.receive(message);
      case 'vectors':
        return this.strips.receive(message);
      case 'graph':
        return this.exports.receive(message);
      case 'cursor':
        return this.view.setMarks({ cursor: message.row });
      case 'linked':
        return this.view.setMarks({ linked: this.isLinked ? message.row : -1 });
      case 'neighbours':
        if (message.request === this.request) this.showNeighbours(message);
        return;
      case 'colouring':
        return this.colours.receive(message.by, message.colouring);
      case 'pinned':
        this.view.setMarks({ pinned: message.row });
        return this.showPinned();
      case 'focus':
        return this.focusOn(message.row, message.isLinked ?? false);
      case 'gone':
        return this.gone.show(message.message);
      case 'name':
        return this.showName(message.name);
      case 'kept':
        return this.host.setState(message.state);
    }
  }

  private drawn(): void {
    this.placeTooltip();
    if (this.hasNewFrame) this.host.post({ type: 'drawn' });
    this.hasNewFrame = false;
  }

  private receiveLayout(message: Extract<ToMap, { type: 'layout' }>): void {
    this.layout.receive(message);
    this.view.isSettling = !this.layout.isStill;
    this.hasNewFrame = true;
    this.view.redraw();
    if (this.layout.isStill) this.added.layoutStands(message.positions);
    else this.added.layoutMoves();
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
    this.dims = dims;
    this.view.setWords(words, kept ?? {});
    this.layout.begin();
    this.showClusterNames(kept?.hasClusterNames ?? true);
    this.select(kept?.selected ?? -1);
    this.colours.begin(metadata, kept?.colours);
    this.cosines = this.norms = undefined;
    this.metadata.begin(metadata, kept?.columns);
    this.table.begin();
    this.added.begin(kept?.placed);
    this.picking.begin(kept?.picks);
    this.analogies.begin(kept?.analogies);
    this.strips.begin(kept?.strips);
    this.setLinked(kept?.isLinked ?? true);
    this.drawer.open(kept?.panel);
    this.setId = setId;
    this.showName(name);
    this.notice.textContent = this.notice.title = notice ?? '';
    this.notice.hidden = !notice;
    this.store();
  }

  private showName(name: string): void {
    const { count } = this;
    const words = count === 1 ? l10n.t('1 word') : l10n.t('{0} words', count.toLocaleString());
    this.name = name;
    this.summary.textContent = this.summary.title = `${name} · ${words} × ${this.dims}`;
    const label = l10n.t(
      'Map of {0}, {1}. Arrow keys move, with Shift they walk from neighbour to neighbour, plus and minus zoom, 0 shows all, slash searches, Enter selects the word in the middle, t opens all words as a table, Escape lets go.',
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
    if (this.isLinked) this.post({ type: 'point', word: row >= 0 ? this.wordAt(row) : '' });
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
    this.table.update();
  }

  /** The host sends one to a word: at the user's wish, or as it was selected in a linked map. */
  private focusOn(row: number, isLinked: boolean): void {
    if (!isLinked) return this.flyTo(row);
    if (!this.isLinked || row === this.view.marks.selected) return;
    // What comes from another map does not go back to it.
    this.isFollowing = true;
    this.flyTo(row);
    this.isFollowing = false;
  }

  private setLinked(isLinked: boolean): void {
    this.isLinked = isLinked;
    this.view.setMarks({ linked: -1 });
    this.showTools();
  }

  private togglePin(): void {
    const { selected, pinned } = this.view.marks;
    this.host.post({ type: 'pin', row: selected === pinned ? -1 : selected });
  }

  private select(row: number): void {
    this.neighbours = undefined;
    this.view.setMarks({ selected: row, neighbours: [] });
    this.request++;
    const ofSet = isRowOfSet(row) ? row : -1;
    this.colours.setSelected(ofSet);
    this.strips.setSelected(ofSet);
    this.cosines = undefined;
    if (row >= 0) {
      this.details.show(this.wordAt(row), this.noteOn(row), isRowOfSet(row));
      if (this.isLinked && !this.isFollowing) this.post({ type: 'choose', word: this.wordAt(row) });
      this.host.post({
        type: 'neighbours',
        request: this.request,
        row,
        count: NEIGHBOURS,
        ...this.ownNumber(row),
      });
    } else {
      this.spoken.textContent = '';
      if (this.details.hide()) this.view.canvas.focus();
    }
    this.showPinned();
    this.store();
  }

  /** What the host needs to know of a word that has no row in the set. */
  private ownNumber(row: number): { added?: AddedWord } {
    const added = isRowOfSet(row) ? undefined : this.added.of(row);
    return added ? { added } : {};
  }

  /** What is to be known of a word that was not laid out. */
  private noteOn(row: number): string {
    if (this.added.of(row)) return l10n.t('It was added to the map; no other word has moved.');
    return this.isOnMap(row) ? '' : l10n.t('It is not among the words on the map.');
  }

  private showNeighbours({ neighbours, metadata }: Extract<ToMap, { type: 'neighbours' }>): void {
    this.neighbours = neighbours;
    for (const { row, word } of neighbours) if (!this.isOnMap(row)) this.absent.set(row, word);
    this.view.setMarks({ neighbours: neighbours.map(({ row }) => row) });
    this.details.showMore(neighbours, metadata);
    const list = neighbours.map(({ word, cosine }) => `${word} ${format(cosine, 2)}`).join(', ');
    const word = this.wordAt(this.view.marks.selected);
    const cluster = this.layout.clusterOf(this.view.marks.selected);
    this.speak(
      cluster
        ? l10n.t('{0}. Cluster {1}. Nearest: {2}', word, cluster, list)
        : l10n.t('{0}. Nearest: {1}', word, list),
    );
    if (this.drawer.name === 'table') this.askMeasures();
  }

  private facts(): TableFacts {
    const { count, cosines, norms } = this;
    return {
      count,
      added: this.added.rows,
      metadataOf: (column, row) => this.metadata.valueOf(column, row),
      cosines,
      norms,
      groups: this.picking.picks.groups,
      wordAt: (row) => this.wordAt(row),
      clusterOf: (row) => this.layout.clusterOf(row),
    };
  }

  /** Asks for the numbers of the table that are not there yet. */
  private askMeasures(): void {
    const { selected } = this.view.marks;
    if (!this.norms) this.post({ type: 'measure', measure: { kind: 'norm' } });
    if (!this.cosines && selected >= 0 && isRowOfSet(selected))
      this.post({ type: 'measure', measure: { kind: 'cosine', row: selected } });
  }

  private takeMeasure(measure: Measure, values: Float32Array): void {
    if (measure.kind === 'norm') this.norms = values;
    if (measure.kind === 'cosine' && measure.row === this.view.marks.selected) this.cosines = values;
    this.table.update();
  }

  /** All words that match; or one sentence that says why there are none. */
  private findAll(text: string, isPattern: boolean): Rows | string {
    const { finder } = this;
    if (!finder) return NO_ROWS;
    if (!isPattern) return finder.all(text);
    try {
      const { rows, isWhole } = finder.matching(text);
      if (!isWhole) return l10n.t('This takes too long. A simpler expression may do.');
      return rows;
    } catch {
      return l10n.t('This is no regular expression yet.');
    }
  }

  /** A key on the map: a tool's, or a step from neighbour to neighbour. */
  private pressKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
    if (altKey) return false;
    const direction = WALK_DIRECTIONS[key];
    if (direction && (this.isWalking || shiftKey)) {
      this.walk(direction);
      return true;
    }
    return this.toolbar.pressKey(key);
  }

  /** Goes to the neighbour that lies in a direction; from nowhere to the word in the middle. */
  private walk(direction: Place): void {
    const { view } = this;
    const { selected, neighbours } = view.marks;
    const at = view.pixelOf(selected);
    if (!at) return this.select(view.rowInMiddle());
    // Those of the word before are not this one's.
    if (!this.neighbours) return;
    const next = neighbourTowards({ x: at[0], y: at[1] }, direction, neighbours, (row) => view.pixelOf(row));
    if (next === undefined) return this.speak(l10n.t('No neighbour lies in this direction.'));
    this.select(next);
    // Where the pointer or the keys were before is not where one is now.
    this.hover(-1);
    view.bringIntoView(next);
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
    const { state } = this;
    this.host.setState(state);
    this.host.post({ type: 'state', state });
  }

  private get state(): MapState {
    const { camera, followed, marks } = this.view;
    return {
      setId: this.setId,
      camera,
      followed,
      selected: marks.selected,
      colours: this.colours.stored,
      picks: this.picking.picks.stored(),
      placed: this.added.stored,
      columns: this.metadata.shown,
      panel: this.drawer.name,
      hasClusterNames: this.hasClusterNames,
      analogies: this.analogies.stored,
      strips: this.strips.stored,
      isLinked: this.isLinked,
    };
  }

  wordAt(row: number): string {
    if (this.words && this.isOnMap(row)) return wordAtRow(this.words, row);
    return this.added.of(row)?.word ?? this.absent.get(row) ?? '';
  }

  private isOnMap(row: number): boolean {
    return this.words !== undefined && row < wordCount(this.words);
  }
}

configureL10n();
new MapPage().start();
