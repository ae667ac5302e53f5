/** Cosines, distances and other scores as the editor writes them: four decimals, a true minus sign. */
export function formatScore(score: number): string {
  return score.toFixed(4).replace('-', '−');
}
