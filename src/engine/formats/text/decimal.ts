/** Decimals that bring any float32 back. */
const ENOUGH_DIGITS = 9;
/** Every decimal of so few digits survives a float32: fewer need not be tried, their zeros are not printed. */
const SAFE_DIGITS = 6;
/** Here a number's digits are found by arithmetic that is exact. */
const LEAST = 1e-6;
const MOST = 1e9;
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** The shortest decimal that reads back as the same float32. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  // String() writes both zeros alike.
  if (size === 0) return Object.is(value, -0) ? '-0' : '0';
  if (!(size >= LEAST && size < MOST)) return slowDecimal(value);
  const most = ENOUGH_DIGITS - 1 - Math.floor(Math.log10(size));
  for (let places = Math.max(0, most - ENOUGH_DIGITS + SAFE_DIGITS); places <= most; places++) {
    const rounded = Math.round(value * POWERS[places]) / POWERS[places];
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return slowDecimal(value);
}

function slowDecimal(value: number): string {
  let digits = ENOUGH_DIGITS;
  while (digits > 1 && Math.fround(Number(value.toPrecision(digits - 1))) === value) digits--;
  return String(Number(value.toPrecision(digits)));
}
