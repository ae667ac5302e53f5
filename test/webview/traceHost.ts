/** The extension host's side of a trace's page, with a real engine behind it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LANGUAGE } from '../../src/common/trainingDefaults.ts';
import { secondTrace } from '../../src/common/traceView.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type {
  AskTrace,
  FromTrace,
  KnownNetwork,
  TraceQuestion,
  TraceView,
} from '../../src/protocol/trace.ts';
import { temporaryFolder } from '../unit/formats/files.ts';
import { unstopped } from '../unit/support.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

export type TracePage = WebviewPage<FromTrace>;

const folder = temporaryFolder();
const engine = createEngine();
const random = seededRandom(2);
const vector = () => Array.from({ length: 20 }, () => (random() * 3 - 1.5).toFixed(4));
const WORDS = ['the', 'king', 'queen', 'ate', 'bread', 'in', 'city', '我', '足球'];
const path = join(folder, 'test.vec');
writeFileSync(path, WORDS.map((word) => [word, ...vector()].join(' ')).join('\n'));
await engine['sets/open']({ id: 'set', path }, unstopped());

export const TEXT = 'The king ate warm bread in the city';
export const VIEW: TraceView = viewOf({});

/** A view of a trace by some parameters. */
export function viewOf(trace: Partial<TraceView['trace']>, more: Partial<TraceView> = {}): TraceView {
  const text = trace.text ?? TEXT;
  return {
    trace: { setId: 'set', text, hiddenSize: 16, seed: 1, ...trace },
    texts: [text],
    ownSetId: 'set',
    ...more,
  };
}

/** A language model that has learned a little. */
export async function trainedModel(): Promise<KnownNetwork> {
  const sizes = { embeddingSize: 12, hiddenSize: 16, epochs: 12, steps: 10, batch: 4, minCount: 1 };
  const text = 'The king ate warm bread. The queen ate bread in the city. '.repeat(30);
  const ids = { id: 'model', setId: 'table', name: 'model' };
  const corpus = { paths: [], texts: [text] };
  const params = { ...DEFAULT_LANGUAGE, ...sizes };
  const { network } = await engine['network/train']({ ...ids, corpus, params }, unstopped());
  return { id: 'model', name: 'model', info: network, setId: 'table' };
}

/** A GRU whose reset gate comes first, as ONNX has it unless it says otherwise, with the gates of Keras. */
export async function resetFirst(): Promise<KnownNetwork> {
  const weights = (rows: number, columns: number) => [
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() - 0.5)),
  ];
  const attributes = { hidden_size: 4, activations: ['HardSigmoid', 'Tanh'] };
  const file = join(folder, 'gru.json');
  writeFileSync(file, JSON.stringify({ op_type: 'GRU', attributes, W: weights(12, 20), R: weights(12, 4) }));
  const asked = { id: 'gru', path: file, name: 'gru.json', setId: 'none', answers: {} };
  const opened = await engine['network/open'](asked, unstopped());
  if (!('network' in opened)) throw new Error('It asks.');
  return { id: 'gru', name: 'gru.json', info: opened.network };
}

/** What the host sends to show a view. */
export async function shown(params: TraceView, networks: KnownNetwork[] = []) {
  const { trace: first } = params;
  const second = secondTrace(params);
  const message = { type: 'trace', params, setName: 'test.vec', networks };
  if (!second) return { ...message, trace: await engine['trace/run'](first, unstopped()) };
  const { first: trace, ...compared } = await engine['trace/compare']({ first, second }, unstopped());
  return { ...message, trace, compared };
}

/** What the engine answers to a question. */
export async function answer(
  view: TraceView,
  { of, question, params }: AskTrace<TraceQuestion>,
): Promise<unknown> {
  const trace = (of === 'second' && secondTrace(view)) || view.trace;
  const ask = engine[`trace/${question}`] as (params: object, following: object) => unknown;
  return ask({ trace, ...params }, unstopped());
}

/** Opens the page over a view; what it asks is answered, and what it changes is shown. */
export async function openTrace(
  view = VIEW,
  options: WebviewOptions<FromTrace> = {},
  networks: KnownNetwork[] = [],
): Promise<TracePage> {
  let now = view;
  const host = async (message: FromTrace): Promise<unknown> => {
    if (message.type === 'ready') return shown(now, networks);
    if (message.type === 'ask')
      return answer(now, message).then(
        (result) => ({ type: 'answer', request: message.request, answer: result }),
        (fault: Error) => ({ type: 'noAnswer', request: message.request, message: fault.message }),
      );
    if (message.type !== 'change') return undefined;
    return shown(message.params, networks).then(
      (changed) => {
        now = message.params;
        return changed;
      },
      (fault: Error) => ({ type: 'refused', message: fault.message }),
    );
  };
  const trace = await openWebview<FromTrace>('trace', { height: 820, width: 1280, host, ...options });
  await trace.send({ type: 'remember', state: { params: view, sets: [] } });
  await trace.page.waitForSelector('.trace:not([hidden]) .meaning:not(.busy):not(:empty)');
  return trace;
}

/** Goes to a cell by the keys and asks for its formula. */
export async function choose({ page }: TracePage, step: number, unit: number): Promise<void> {
  await page.focus('.scroller');
  await page.keyboard.press('Control+Home');
  for (let i = 0; i < step; i++) await page.keyboard.press('ArrowRight');
  for (let i = 0; i < unit; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Waits for the numbers of a cell. */
export async function cellShown({ page }: TracePage, step: number, unit: number): Promise<void> {
  const end = `t = ${step + 1} · unit ${unit + 1}`;
  await page.waitForFunction((text) => document.querySelector('.cell h2')?.textContent?.endsWith(text), end);
}

/** Opens one of the tabs by its name. */
export async function openTab({ page }: TracePage, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** A number as the panel writes it. */
export function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}
