/**
 * An order in which similar texts stand beside each other: the nearest groups are joined again and again (average
 * linkage, Sokal and Michener 1958), each time turned so that the more similar ends meet. Texts without words come last.
 *
 * @param cosines [count × count], row-major; NaN where a text has no known word
 * @returns the texts' numbers
 */
export function orderBySimilarity(cosines: Float32Array, count: number): number[] {
  const cosine = (a: number, b: number) => cosines[a * count + b];
  const all = Array.from({ length: count }, (_, i) => i);
  const isKnown = (i: number) => !Number.isNaN(cosine(i, i));
  const groups = all.filter(isKnown).map((i) => [i]);
  // Sums of the cosines between the members of two groups.
  const sums = groups.map(([a]) => groups.map(([b]) => cosine(a, b)));
  while (groups.length > 1) {
    const [a, b] = nearest(groups, sums);
    groups[a] = joined(groups[a], groups[b], cosine);
    for (let i = 0; i < groups.length; i++) sums[a][i] = sums[i][a] = sums[a][i] + sums[b][i];
    groups.splice(b, 1);
    sums.splice(b, 1);
    for (const row of sums) row.splice(b, 1);
  }
  return [...(groups[0] ?? []), ...all.filter((i) => !isKnown(i))];
}

function nearest(groups: readonly number[][], sums: readonly number[][]): [number, number] {
  let best: [number, number] = [0, 1];
  let highest = -Infinity;
  for (let a = 0; a < groups.length; a++) {
    for (let b = a + 1; b < groups.length; b++) {
      const mean = sums[a][b] / (groups[a].length * groups[b].length);
      if (mean <= highest) continue;
      highest = mean;
      best = [a, b];
    }
  }
  return best;
}

function joined(a: number[], b: number[], cosine: (a: number, b: number) => number): number[] {
  const ways = [a, a.toReversed()].flatMap((left) => [b, b.toReversed()].map((right) => ({ left, right })));
  const meeting = ({ left, right }: (typeof ways)[number]) => cosine(left[left.length - 1], right[0]);
  const { left, right } = ways.reduce((best, way) => (meeting(way) > meeting(best) ? way : best));
  return [...left, ...right];
}
