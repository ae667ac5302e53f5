/**
 * Hierarchical clustering with average linkage, by the nearest-neighbour chain (Murtagh 1983): gives the leaves of its
 * tree from left to right, so that what is alike stands beside each other.
 *
 * @param similarity [count × count], symmetric; it is overwritten
 */
export function clusterOrder(similarity: Float32Array, count: number): Uint32Array {
  const members = new Map(Array.from({ length: count }, (_, i) => [i, [i]]));
  const chain: number[] = [];
  while (members.size > 1) {
    if (chain.length === 0) chain.push(members.keys().next().value ?? 0);
    const top = chain[chain.length - 1];
    const before = chain.at(-2);
    const nearest = nearestTo(top, before, similarity, count, members);
    if (nearest !== before) chain.push(nearest);
    else {
      chain.length -= 2;
      merge(top, nearest, similarity, count, members);
    }
  }
  return Uint32Array.from([...members.values()].flat());
}

/** The cluster that is most similar; among equals the one before it in the chain, so that chains end. */
function nearestTo(
  cluster: number,
  before: number | undefined,
  similarity: Float32Array,
  count: number,
  members: ReadonlyMap<number, number[]>,
): number {
  let nearest = before;
  let most = before === undefined ? -Infinity : similarity[cluster * count + before];
  for (const other of members.keys()) {
    if (other === cluster) continue;
    if (nearest !== undefined && !(similarity[cluster * count + other] > most)) continue;
    nearest = other;
    most = similarity[cluster * count + other];
  }
  return nearest ?? cluster;
}

/** Puts the second cluster into the first, whose similarities become the means over their members. */
function merge(
  first: number,
  second: number,
  similarity: Float32Array,
  count: number,
  members: Map<number, number[]>,
): void {
  const [a, b] = [members.get(first) ?? [], members.get(second) ?? []];
  const share = a.length / (a.length + b.length);
  members.delete(second);
  members.set(first, first < second ? [...a, ...b] : [...b, ...a]);
  for (const other of members.keys()) {
    const mean = share * similarity[first * count + other] + (1 - share) * similarity[second * count + other];
    similarity[first * count + other] = mean;
    similarity[other * count + first] = mean;
  }
}
