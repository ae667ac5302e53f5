import * as l10n from '@vscode/l10n';
import type { Ask, Plan } from '../format.ts';
import { RowChoice } from './rowChoice.ts';

/** What a word takes beside its vector, on average: its text, its place, its share of the hash table. */
const BYTES_A_WORD = 40;
/** The share of free memory that the offered rows take: other programs want some, too. */
const COMFORTABLE = 0.5;
const LIMIT_SETTING = 'embeddingExplorer.memoryLimit';

/** How much memory the vectors may take. */
export interface Memory {
  bytes: number;
  /** Whether the user has set that limit; else it is what the machine has free. */
  isLimit: boolean;
}

/** All rows; or, where memory does not suffice for them, those that the user wants. */
export function chooseRows(plan: Plan, { bytes: memory, isLimit }: Memory, ask: Ask): RowChoice {
  const { rows, dims, moreBytes = 0 } = plan;
  const bytesARow = dims * 4 + BYTES_A_WORD;
  const needed = rows * bytesARow + moreBytes;
  if (needed <= memory) return RowChoice.all(rows);
  const offered = isLimit ? memory : memory * COMFORTABLE;
  const fitting = Math.max(1, roundDown((offered - moreBytes) / bytesARow));
  const size = (count: number) => count * bytesARow + moreBytes;
  const shown = fitting.toLocaleString('en');
  const question = {
    key: 'rows',
    prompt: [
      l10n.t('All {0} words × {1} need {2} of memory.', rows.toLocaleString('en'), dims, bytesText(needed)),
      isLimit
        ? l10n.t('The setting {0} allows {1}.', LIMIT_SETTING, bytesText(memory))
        : l10n.t('The machine has {0} free.', bytesText(memory)),
      l10n.t('What should be read?'),
    ].join(' '),
    choices: [
      {
        value: `first ${fitting}`,
        label: l10n.t('The first {0} words', shown),
        description: bytesText(size(fitting)),
      },
      {
        value: `sample ${fitting}`,
        label: l10n.t('An even sample of {0} words', shown),
        description: bytesText(size(fitting)),
      },
      { value: 'all', label: l10n.t('All words nonetheless'), description: bytesText(needed) },
    ],
  };
  const [kind, count] = ask(
    question,
    (given, { choices }) => choices.some(({ value }) => value === given) || fits(given, memory, size),
  ).split(' ');
  if (kind === 'all') return RowChoice.all(rows);
  return kind === 'first' ? RowChoice.first(rows, Number(count)) : RowChoice.sample(rows, Number(count));
}

/** Whether the rows that an earlier answer names still have room. */
function fits(answer: string, memory: number, size: (count: number) => number): boolean {
  const [, count] = /^(?:first|sample) (\d+)$/.exec(answer) ?? [];
  return answer === 'all' || (count !== undefined && size(Number(count)) <= memory);
}

/** To two digits: 1,234,567 → 1,200,000. */
function roundDown(count: number): number {
  if (count < 100) return Math.floor(count);
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.floor(count / unit) * unit;
}

function bytesText(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
