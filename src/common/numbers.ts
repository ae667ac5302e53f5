/** Cosines and other small numbers as every place writes them: four decimals, a true minus sign. */
export function format(value: number, decimals = 4): string {
  return value.toFixed(decimals).replace('-', '−');
}

/** A number of any size, as short as it can be: 0.0431, 3.1e−7. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
  return (isPlain ? String(Number(value.toPrecision(3))) : value.toExponential(1)).replaceAll('-', '−');
}
