import type { LegendEntry } from '../../protocol/engine.ts';
import type { ChosenColouring } from './colours.ts';
import type { Group } from './picks.ts';

/** So many groups or clusters have colours that can be told apart. */
const MOST_COLOURS = 8;

/**
 * Words by their groups; one of several groups by the last of them.
 *
 * @param count of words on the map
 */
export function colouringOfGroups(groups: readonly Group[], count: number): ChosenColouring {
  const codes = new Uint16Array(count).fill(groups.length);
  groups.forEach(({ rows }, i) => {
    for (const row of rows) codes[row] = i;
  });
  const colouring = byNames(
    groups.map(({ name }) => name),
    codes,
  );
  return { ...colouring, hues: groups.map(({ colour }) => colour) };
}

/**
 * Words by their clusters.
 *
 * @param clusters [words] −1 for a word between clusters
 */
export function colouringOfClusters(clusters: Int32Array, names: readonly string[]): ChosenColouring {
  return byNames(
    names,
    Uint16Array.from(clusters, (cluster) => (cluster < 0 ? names.length : cluster)),
  );
}

/** @param codes [words] the place of each word's name; behind the last for a word without one */
function byNames(names: readonly string[], codes: Uint16Array): ChosenColouring {
  const counts = new Uint32Array(names.length + 1);
  for (const code of codes) counts[code]++;
  const entries = names.map((value, i): LegendEntry => ({
    kind: 'value',
    value,
    count: counts[i],
    ...(i < MOST_COLOURS ? {} : { isRare: true }),
  }));
  const without = counts[names.length];
  if (without > 0) entries.push({ kind: 'none', count: without });
  return { isOrdered: false, entries, codes };
}
