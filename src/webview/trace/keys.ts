import type { Cell } from './geometry.ts';

type Move = (cell: Cell, page: number) => Cell;

// As the ARIA authoring practices have it for grids.
const MOVES: Record<string, Move> = {
  ArrowLeft: ({ step, unit }) => ({ step: step - 1, unit }),
  ArrowRight: ({ step, unit }) => ({ step: step + 1, unit }),
  ArrowUp: ({ step, unit }) => ({ step, unit: unit - 1 }),
  ArrowDown: ({ step, unit }) => ({ step, unit: unit + 1 }),
  PageUp: ({ step, unit }, page) => ({ step, unit: unit - page }),
  PageDown: ({ step, unit }, page) => ({ step, unit: unit + page }),
  Home: ({ unit }) => ({ step: 0, unit }),
  End: ({ unit }) => ({ step: Infinity, unit }),
};

const MOVES_WITH_CONTROL: Record<string, Move> = {
  Home: () => ({ step: 0, unit: 0 }),
  End: () => ({ step: Infinity, unit: Infinity }),
};

/**
 * Where a key leads from a cell, perhaps beyond the grid's border; undefined where the key is none of ours.
 *
 * @param page units that fit the view
 */
export function moved(cell: Cell, event: KeyboardEvent, page: number): Cell | undefined {
  const moves = event.ctrlKey || event.metaKey ? MOVES_WITH_CONTROL : MOVES;
  return moves[event.key]?.(cell, page);
}
