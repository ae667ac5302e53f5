/**
 * What other extensions hand over, which nothing checks where they are written in JavaScript. Their developers read these
 * sentences, no user does: they stay English.
 */

/** @throws TypeError */
export function checkKeys(name: string, keys: unknown): void {
  if (!Array.isArray(keys)) throw new TypeError(`${name} must be an array of words or vectors.`);
  for (const key of keys) checkKey(`each of ${name}`, key);
}

/** @throws TypeError */
export function checkKey(name: string, key: unknown): void {
  if (typeof key !== 'string' && !(key instanceof Float32Array))
    throw new TypeError(`${name} must be a word or a vector (Float32Array).`);
}

/** @throws TypeError */
export function checkText(name: string, text: unknown): void {
  if (typeof text !== 'string') throw new TypeError(`${name} must be a text.`);
}

/** @throws TypeError */
export function checkCount(count: unknown): void {
  if (!Number.isSafeInteger(count) || Number(count) < 1)
    throw new TypeError('count must be a whole number of at least 1.');
}
