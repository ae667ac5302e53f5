import * as vscode from 'vscode';
import type { EmbeddingExplorerApi } from './api.ts';
import { showBackend } from './editor/commands/backendCommand.ts';
import { closeNetwork, openNetwork, saveNetwork, saveTraced } from './editor/commands/networkCommands.ts';
import { compareCommands } from './editor/commands/compareCommands.ts';
import { evaluateCommand } from './editor/commands/evaluateCommand.ts';
import { openSample } from './editor/commands/openSample.ts';
import { questionCommands } from './editor/commands/questionCommands.ts';
import { setCommands } from './editor/commands/setCommands.ts';
import { chooseStates } from './editor/commands/statesFile.ts';
import { traceCommands, traceText } from './editor/commands/traceCommands.ts';
import { trainCommands, trainingActions } from './editor/commands/trainCommands.ts';
import { CursorPlace } from './editor/cursorPlace.ts';
import { trainedLanguage, trainLanguage, type LanguageContext } from './editor/commands/trainLanguage.ts';
import { EngineHost } from './editor/engineHost.ts';
import { Errors } from './editor/errors.ts';
import { GroupWordsHighlight } from './editor/highlight/groupWords.ts';
import { SimilarWordsHighlight } from './editor/highlight/similarWords.ts';
import { WordHover } from './editor/hover.ts';
import { Networks } from './editor/networks.ts';
import { OpenAnswers } from './editor/openAnswers.ts';
import { PinnedItem } from './editor/pinnedItem.ts';
import { PinnedWord } from './editor/pinnedWord.ts';
import { createApi } from './editor/publicApi.ts';
import { Sets, type SetEntry } from './editor/sets.ts';
import { SetsView } from './editor/setsView.ts';
import { StatusBar } from './editor/statusBar.ts';
import { registerTools } from './editor/tools/tools.ts';
import { TrainingNews } from './editor/training/trainingNews.ts';
import { Trainings } from './editor/training/trainings.ts';
import { TrainingStatusItem } from './editor/training/trainingStatus.ts';
import { TrainingStore } from './editor/training/trainingStore.ts';
import { TracedText } from './editor/tracedText.ts';
import { VectorEditor } from './editor/vectorEditor.ts';
import { Evaluations } from './panels/evaluationPanel.ts';
import { Layouts } from './panels/layouts.ts';
import { Lessons } from './panels/lessonsPanel.ts';
import { MapMemory } from './panels/mapMemory.ts';
import { Maps } from './panels/maps.ts';
import { Matrices } from './panels/matrixPanel.ts';
import { Traces } from './panels/tracePanel.ts';
import { TrainingPanels } from './panels/trainingPanel.ts';
import { TwoSets } from './panels/twoSetsPanel.ts';

/** Builds the parts and hands their disposables over. Starts no process: the engine starts when it is first asked. */
export function activate(context: vscode.ExtensionContext): EmbeddingExplorerApi {
  const start = performance.now();
  const { extensionUri, workspaceState } = context;
  const errors = new Errors();
  const engine = new EngineHost(context, errors);
  const answers = new OpenAnswers(workspaceState);
  const sets = new Sets(context, engine, errors, answers);
  const pinned = new PinnedWord(workspaceState);
  const layouts = new Layouts(context, engine, errors);
  const cursor = new CursorPlace();
  const groupWords = new GroupWordsHighlight();
  const memory = new MapMemory(workspaceState);
  const maps = new Maps({ extensionUri, engine, sets, layouts, pinned, cursor, groupWords, errors }, memory);
  const panels = { extensionUri, sets, errors, state: workspaceState };
  const networks = new Networks({ engine, sets, answers, state: workspaceState });
  const text = new TracedText();
  const storage = context.storageUri ?? context.globalStorageUri;
  const store = new TrainingStore(storage);
  const trainings = new Trainings({ store, engine, sets, networks, errors }, workspaceState);
  const traces = new Traces({
    ...panels,
    networks,
    text,
    openNetwork: () => openNetwork(networks),
    openStates: () => chooseStates(),
    saveWeights: (traced, set) => saveTraced(networks, engine, sets, traced, set),
    trainLanguage: () => trainedLanguage(languages),
  });
  const matrices = new Matrices(panels);
  const twoSets = new TwoSets(panels);
  const evaluations = new Evaluations(panels, engine);
  const lessons = new Lessons({ extensionUri, engine, sets, errors, state: context.globalState });
  const view = new SetsView(sets);
  const vectorEditor = new VectorEditor(sets, maps);
  const highlight = new SimilarWordsHighlight(sets, errors, workspaceState);
  const trace = (written: string, table: SetEntry) => traceText(traces, networks, written, table);
  const act = trainingActions({ sets, networks, engine, maps, trainings, trace });
  const trainingPanels = new TrainingPanels({ extensionUri, trainings, errors, state: workspaceState, act });
  const languages: LanguageContext = { networks, trainings, panels: trainingPanels };
  const news = new TrainingNews(trainings, trainingPanels);

  const ofSets = setCommands({ sets, maps, engine, pinned, answers, view });
  const commands = {
    ...ofSets,
    openSample: () => openSample(context, ofSets.openVectorFile),
    ...traceCommands(
      sets,
      networks,
      traces,
      vscode.Uri.joinPath(extensionUri, 'media', 'sample', '中文.vec'),
    ),
    ...questionCommands({ sets, maps, errors }),
    toggleHighlight: () => highlight.toggle(),
    stopHighlight: () => highlight.stop(),
    ...compareCommands(sets, maps, matrices, twoSets),
    evaluate: () => evaluateCommand(sets, evaluations),
    evaluateHere: (uri: vscode.Uri) => evaluateCommand(sets, evaluations, uri),
    ...trainCommands(trainings, trainingPanels),
    openNetwork: (uri?: vscode.Uri) => openNetwork(networks, uri),
    saveNetwork: () => saveNetwork(networks, engine),
    closeNetwork: () => closeNetwork(networks),
    trainLanguage: () => trainLanguage(languages),
    openLessons: (lesson?: unknown) => lessons.show(typeof lesson === 'string' ? lesson : undefined),
    showBackend: () => showBackend(engine),
  };
  context.subscriptions.push(
    errors,
    engine,
    sets,
    pinned,
    layouts,
    cursor,
    groupWords,
    maps,
    networks,
    text,
    traces,
    matrices,
    twoSets,
    evaluations,
    lessons,
    view,
    new StatusBar(sets),
    trainings,
    trainingPanels,
    news,
    new TrainingStatusItem(trainings),
    new PinnedItem(pinned, sets),
    highlight,
    ...registerTools(sets, errors),
    vscode.languages.registerHoverProvider('*', new WordHover(sets, engine, pinned, errors)),
    ...VectorEditor.viewTypes.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, vectorEditor),
    ),
    ...Object.entries(commands).map(([name, action]) =>
      vscode.commands.registerCommand(
        `embeddingExplorer.${name}`,
        errors.guard(action as (...args: unknown[]) => unknown),
      ),
    ),
  );
  sets.restore();
  void trainings
    .restore()
    .then((interrupted) => interrupted.forEach((training) => void news.offer(training)));
  return createApi(sets, errors, {
    activationMs: performance.now() - start,
    enginePid: () => engine.pid,
  });
}
