import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Ask } from '../../src/editor/askOf.ts';
import { Errors } from '../../src/editor/errors.ts';
import { analogy } from '../../src/editor/questions/analogy.ts';
import type { AnswerActions } from '../../src/editor/questions/answerActions.ts';
import { Choice } from '../../src/editor/questions/choice.ts';
import { LiveQuickPick } from '../../src/editor/questions/liveQuickPick.ts';
import { nearestWords } from '../../src/editor/questions/nearestWords.ts';
import { oddOneOut } from '../../src/editor/questions/oddOneOut.ts';
import type { AnswerItem, Answers, Question } from '../../src/editor/questions/question.ts';
import { UserFault } from '../../src/engine/faults.ts';
import { until } from './support.ts';

const NONE = new vscode.CancellationTokenSource().token;

/** An engine that gives one answer, and remembers what it was asked. */
function engineThatAnswers(answer: unknown): { ask: Ask; asked: unknown[] } {
  const asked: unknown[] = [];
  const ask = async (...question: unknown[]) => {
    asked.push(...question.slice(0, 2));
    return answer;
  };
  return { ask: ask as Ask, asked };
}

/** A quick pick that nobody sees: the test types into it. */
class TypedPick {
  value = '';
  items: AnswerItem[] = [];
  activeItems: AnswerItem[] = [];
  buttons: vscode.QuickInputButton[] = [];
  title = '';
  prompt = '';
  busy = false;
  sortByLabel = true;
  isHidden = false;
  private readonly emitters = {
    value: new vscode.EventEmitter<string>(),
    accept: new vscode.EventEmitter<void>(),
    button: new vscode.EventEmitter<vscode.QuickInputButton>(),
    itemButton: new vscode.EventEmitter<{ item: AnswerItem; button: vscode.QuickInputButton }>(),
    hide: new vscode.EventEmitter<void>(),
  };
  readonly onDidChangeValue = this.emitters.value.event;
  readonly onDidAccept = this.emitters.accept.event;
  readonly onDidTriggerButton = this.emitters.button.event;
  readonly onDidTriggerItemButton = this.emitters.itemButton.event;
  readonly onDidHide = this.emitters.hide.event;

  show(): void {}

  hide(): void {
    this.isHidden = true;
    this.emitters.hide.fire();
  }

  dispose(): void {}

  type(value: string): void {
    this.value = value;
    this.emitters.value.fire(value);
  }

  accept(): void {
    this.activeItems = this.items.slice(0, 1);
    this.emitters.accept.fire();
  }

  click(button: vscode.QuickInputButton, item?: AnswerItem): void {
    if (item) this.emitters.itemButton.fire({ item, button });
    else this.emitters.button.fire(button);
  }

  get labels(): string[] {
    return this.items.map(({ label }) => label);
  }
}

/** A question whose answers the test gives when it likes. */
class PatientQuestion implements Question {
  readonly placeholder = 'placeholder';
  readonly way = new Choice('Way', [
    { value: 1, label: 'one' },
    { value: 2, label: 'two' },
  ]);
  readonly choices = [this.way];
  readonly asked = new Map<
    string,
    { token: vscode.CancellationToken; resolve: (answers: Answers) => void; reject: (error: Error) => void }
  >();

  title(): string {
    return `Title by ${this.way.label}`;
  }

  answer(text: string, token: vscode.CancellationToken): Promise<Answers> {
    return new Promise((resolve, reject) => this.asked.set(text, { token, resolve, reject }));
  }

  async waitFor(text: string) {
    await until(`${text} is asked`, () => this.asked.has(text));
    const asked = this.asked.get(text);
    assert.ok(asked);
    return asked;
  }
}

const answers = (...words: string[]): Answers => ({
  prompt: `prompt of ${words.join()}`,
  items: words.map((word) => ({ label: word, answer: { word } })),
});

suite('Questions that are answered while one types', () => {
  let errors: Errors;
  let pick: TypedPick;
  let question: PatientQuestion;
  let shownOnMap: string[];
  const button = { iconPath: new vscode.ThemeIcon('pin') };

  suiteSetup(() => {
    errors = new Errors();
  });
  suiteTeardown(() => errors.dispose());

  setup(() => {
    pick = new TypedPick();
    question = new PatientQuestion();
    shownOnMap = [];
    const actions = {
      buttons: [button],
      showOnMap: async ({ word }: { word: string }) => shownOnMap.push(word),
      use: async (_: vscode.QuickInputButton, word: string) => word === 'last',
    };
    const shown = pick as unknown as vscode.QuickPick<AnswerItem>;
    new LiveQuickPick(shown, question, actions as unknown as AnswerActions, errors).show('first');
  });

  test('the answers stand in their own order, unfiltered, with the prompt and the actions', async () => {
    (await question.waitFor('first')).resolve(answers('b', 'a'));
    await until('it is answered', () => !pick.busy);
    assert.equal(pick.sortByLabel, false);
    assert.deepEqual(pick.labels, ['b', 'a']);
    assert.ok(pick.items.every(({ alwaysShow, buttons }) => alwaysShow && buttons?.[0] === button));
    assert.equal(pick.prompt, 'prompt of b,a');
  });

  test('a long prompt is cut', async () => {
    (await question.waitFor('first')).resolve(answers('long '.repeat(100)));
    await until('it is answered', () => !pick.busy);
    assert.equal(pick.prompt.length, 201);
    assert.ok(pick.prompt.endsWith('…'), pick.prompt);
  });

  test('an answer that comes too late is cancelled and never shown', async () => {
    const first = await question.waitFor('first');
    pick.type('second');
    const second = await question.waitFor('second');
    assert.equal(first.token.isCancellationRequested, true);
    second.resolve(answers('new'));
    await until('it is answered', () => !pick.busy);
    first.resolve(answers('old'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(pick.labels, ['new']);
  });

  test('only what is typed at last is asked', async () => {
    for (const text of ['s', 'se', 'sec']) pick.type(text);
    await question.waitFor('sec');
    assert.deepEqual([...question.asked.keys()], ['first', 'sec']);
  });

  test('what cannot be answered is a sentence in the place of the answers', async () => {
    (await question.waitFor('first')).reject(new UserFault('Expected a word.'));
    await until('it is answered', () => !pick.busy);
    assert.deepEqual(pick.labels, ['$(info) Expected a word.']);
    pick.accept();
    assert.equal(pick.isHidden, false);
  });

  test('another way to answer asks anew and changes the title', async () => {
    (await question.waitFor('first')).resolve(answers('a'));
    await until('it is answered', () => !pick.busy);
    assert.equal(pick.title, 'Title by one');
    question.asked.clear();
    pick.click(pick.buttons[0]);
    assert.equal(pick.title, 'Title by two');
    assert.equal(question.way.value, 2);
    await question.waitFor('first');
  });

  test('an answer is accepted only when it belongs to the text', async () => {
    (await question.waitFor('first')).resolve(answers('a'));
    await until('it is answered', () => !pick.busy);
    pick.type('second');
    pick.accept();
    assert.deepEqual([pick.isHidden, shownOnMap], [false, []]);
    (await question.waitFor('second')).resolve(answers('b'));
    await until('it is answered', () => !pick.busy);
    pick.accept();
    await until('it is shown', () => shownOnMap.length > 0);
    assert.deepEqual([pick.isHidden, shownOnMap], [true, ['b']]);
  });

  test('a button of an answer closes the list where the question is over with it', async () => {
    (await question.waitFor('first')).resolve(answers('one', 'last'));
    await until('it is answered', () => !pick.busy);
    pick.click(button, pick.items[0]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pick.isHidden, false);
    pick.click(button, pick.items[1]);
    await until('it is closed', () => pick.isHidden);
  });
});

suite('Questions', () => {
  const queen = { row: 1, word: 'queen', score: -0.25 };

  test('nearest words: the expression as it was understood, each answer with its score', async () => {
    const terms = [
      { text: 'King', weight: 1, word: 'king', row: 0 },
      { text: 'man', weight: -1, word: 'man', row: 2 },
      { text: 'womanly', weight: 0.5, word: 'womanly', row: -1 },
    ];
    const { ask, asked } = engineThatAnswers({ terms, nearest: [queen] });
    const question = nearestWords('small.txt', ask);
    const { prompt, items } = await question.answer('King - man + 0.5 * womanly', NONE);
    assert.equal(prompt, 'Nearest to king − man + 0.5 × ‘womanly’ (made of its parts)');
    assert.deepEqual(items, [{ label: 'queen', description: '−0.2500', answer: { word: 'queen', row: 1 } }]);
    question.choices[0].next();
    assert.equal(question.title(), 'Nearest Words in small.txt by Euclidean distance');
    await question.answer('king', NONE);
    assert.deepEqual(asked.at(-1), { text: 'king', metric: 'euclidean', count: 20 });
  });

  test('an analogy says what it lacks, and asks when it is whole', async () => {
    const { ask, asked } = engineThatAnswers([queen]);
    const question = analogy('small.txt', ask);
    const prompt = async (text: string) => (await question.answer(text, NONE)).prompt;
    assert.match(await prompt(''), /^Type three words/);
    assert.match(await prompt('man'), /^man is to …/);
    assert.match(await prompt('man : king ::'), /^man is to king as …/);
    assert.equal(asked.length, 0);
    assert.equal(await prompt('man : king :: woman : ?'), 'man is to king as woman is to …');
    const params = { positive: ['king', 'woman'], negative: ['man'], method: 'add', count: 20 };
    assert.deepEqual(asked, ['queries/mostSimilar', params]);
    question.choices[0].next();
    assert.equal(question.title(), 'Solve Analogy in small.txt by 3CosMul');
    await question.answer('man king woman', NONE);
    assert.deepEqual(asked.at(-1), { ...params, method: 'multiply' });
    await assert.rejects(prompt('New York tokyo japan'), /three words, found 4/);
  });

  test('the odd one stands first and is marked, what is unknown last', async () => {
    const odd = {
      word: 'cereal',
      words: [
        { word: 'lunch', cosine: 0.9 },
        { word: 'dinner', cosine: 0.8 },
        { word: 'cereal', cosine: 0.1 },
      ],
      unknown: ['brunch'],
    };
    const { ask, asked } = engineThatAnswers(odd);
    const question = oddOneOut('small.txt', ask);
    assert.equal((await question.answer('lunch dinner', NONE)).prompt, 'Type at least 3 words.');
    assert.equal(asked.length, 0);
    const { items } = await question.answer('lunch, dinner, cereal, brunch', NONE);
    assert.deepEqual(
      items.map(({ label, description, detail }) => [label, description ?? detail]),
      [
        ['$(target) cereal', '0.1000 · the odd one out'],
        ['dinner', '0.8000'],
        ['lunch', '0.9000'],
        ['$(info) Unknown to the set, and left out:', 'brunch'],
      ],
    );
  });
});
