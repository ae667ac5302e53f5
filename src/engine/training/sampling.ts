/** The distributions by which word2vec samples a text, as the kernels read them (Mikolov et al. 2013). */

/** All 32 bits set: what is compared with random bits is never greater. */
const ALWAYS = 0xffff_ffff;

/**
 * How likely an occurrence of each word is kept, as a threshold for 32 random bits: √(t/f) + t/f for a word of frequency f
 * (word2vec.c).
 *
 * @param counts [vocabulary]
 * @param sample the threshold t, 0 to keep all
 * @param out [vocabulary]
 */
export function keepThresholds(counts: Uint32Array, sample: number, out: Uint32Array): void {
  const tokens = counts.reduce((sum, count) => sum + count, 0);
  counts.forEach((count, row) => {
    const ratio = sample > 0 ? (sample * tokens) / count : 1;
    out[row] = Math.min(1, Math.sqrt(ratio) + ratio) * ALWAYS;
  });
}

/**
 * The alias tables of the unigram distribution to the power 3/4 (Vose 1991, 'A linear algorithm for generating random
 * numbers with a given distribution').
 *
 * @param counts [vocabulary]
 * @param out [vocabulary × 2] a threshold for 32 random bits, and what comes instead where they are greater
 */
export function noiseAliases(counts: Uint32Array, out: Uint32Array): void {
  const weights = Float64Array.from(counts, (count) => count ** 0.75);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const shares = weights.map((weight) => weight / mean);
  const rows = [...shares.keys()];
  const small = rows.filter((row) => shares[row] < 1);
  const large = rows.filter((row) => shares[row] >= 1);
  const set = (row: number, threshold: number, alias: number) => out.set([threshold, alias], 2 * row);
  while (small.length > 0 && large.length > 0) {
    const [row, alias] = [small.pop() as number, large.pop() as number];
    set(row, shares[row] * ALWAYS, alias);
    shares[alias] -= 1 - shares[row];
    (shares[alias] < 1 ? small : large).push(alias);
  }
  // What rounding leaves over has its own share.
  for (const row of [...small, ...large]) set(row, ALWAYS, row);
}
