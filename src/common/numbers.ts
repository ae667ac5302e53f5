/** Cosines and other small numbers as every place writes them: four decimals, a true minus sign. */
export function format(value: number, decimals = 4): string {
  return value.toFixed(decimals).replace('-', '−');
}
