import * as l10n from '@vscode/l10n';
import { gapAfter } from '../../common/sentences.ts';
import { element } from '../dom.ts';
import { numberFrom, type Bench, type Question, type Verdict } from './lesson.ts';

/** What the reader has answered. */
interface Given {
  answer: string;
  /** Whether it was rightly answered once. */
  isAnswered: boolean;
}

/**
 * A question with its answer to be given.
 *
 * @param given told of each answer, and whether it is right
 */
export function questionView(
  question: Question,
  { answer, isAnswered }: Given,
  bench: Bench,
  given: (answer: string, isRight: boolean) => void,
): HTMLElement {
  const verdict = element('p', { className: 'verdict', attributes: { role: 'status' } });
  const control = question.choices ? choices(question.choices, answer) : typed(question.prompt, answer);
  const check = element('button', { type: 'submit', className: 'primary' }, l10n.t('Check'));
  const form = element('form', {}, control.root, check, verdict);
  const say = ({ isRight, sentence }: Verdict) => {
    verdict.classList.toggle('right', isRight);
    verdict.classList.toggle('wrong', !isRight);
    const word = isRight ? l10n.t('Right.') : l10n.t('Not yet.');
    verdict.replaceChildren(element('strong', {}, word), gapAfter(word) + sentence);
    given(control.read(), isRight);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = control.read();
    if (text === '') {
      verdict.replaceChildren(l10n.t('Give an answer first.'));
      return;
    }
    if (question.isNumber && Number.isNaN(numberFrom(text))) {
      verdict.replaceChildren(l10n.t('Type one number, such as {0}.', (1234.5).toLocaleString()));
      return;
    }
    Promise.resolve(question.check(text, bench)).then(say, (fault: Error) => {
      verdict.textContent = fault.message;
    });
  });
  // What is said of one answer is not said of another.
  form.addEventListener('input', () => {
    verdict.classList.remove('right', 'wrong');
    verdict.replaceChildren();
  });
  if (isAnswered) verdict.textContent = l10n.t('You have answered this question.');
  const heading = element('h2', { id: 'question' }, l10n.t('A question'));
  return element(
    'section',
    { className: 'question', attributes: { 'aria-labelledby': 'question' } },
    heading,
    element('p', {}, question.prompt),
    form,
  );
}

function choices(offered: readonly { id: string; label: string }[], answer: string) {
  const inputs = offered.map(({ id }) =>
    element('input', { type: 'radio', name: 'answer', value: id, checked: id === answer }),
  );
  const labels = offered.map(({ label }, i) => element('label', {}, inputs[i], label));
  const root = element(
    'div',
    { className: 'choices', attributes: { role: 'radiogroup', 'aria-label': l10n.t('Your answer') } },
    ...labels,
  );
  return { root, read: () => inputs.find(({ checked }) => checked)?.value ?? '' };
}

function typed(prompt: string, answer: string) {
  const input = element('input', { type: 'text', value: answer, autocomplete: 'off', spellcheck: false });
  input.setAttribute('aria-label', prompt);
  input.placeholder = l10n.t('Your answer');
  return { root: input, read: () => input.value.trim() };
}
