/** A cell of any grid that the arrow keys move over. */
export interface Place {
  column: number;
  row: number;
}

type Move = (place: Place, page: number) => Place;

// As the ARIA authoring practices have it for grids.
const MOVES: Record<string, Move> = {
  ArrowLeft: ({ column, row }) => ({ column: column - 1, row }),
  ArrowRight: ({ column, row }) => ({ column: column + 1, row }),
  ArrowUp: ({ column, row }) => ({ column, row: row - 1 }),
  ArrowDown: ({ column, row }) => ({ column, row: row + 1 }),
  PageUp: ({ column, row }, page) => ({ column, row: row - page }),
  PageDown: ({ column, row }, page) => ({ column, row: row + page }),
  Home: ({ row }) => ({ column: 0, row }),
  End: ({ row }) => ({ column: Infinity, row }),
};

const MOVES_WITH_CONTROL: Record<string, Move> = {
  Home: () => ({ column: 0, row: 0 }),
  End: () => ({ column: Infinity, row: Infinity }),
};

/**
 * Where a key leads from a cell, perhaps beyond the grid's border; undefined where the key is none of ours.
 *
 * @param page rows that fit the view
 */
export function moved(place: Place, event: KeyboardEvent, page: number): Place | undefined {
  const moves = event.ctrlKey || event.metaKey ? MOVES_WITH_CONTROL : MOVES;
  return moves[event.key]?.(place, page);
}
