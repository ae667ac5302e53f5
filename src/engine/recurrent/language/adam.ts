import { COUNTER, type LanguageState } from './model.ts';

/** As Kingma & Ba 2015 recommend. */
const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

/** One step of Adam, with the bias of its moments corrected. */
export function adamStep(
  { values, means, squares, counters }: LanguageState,
  gradients: Float32Array,
  rate: number,
): void {
  const step = ++counters[COUNTER.steps];
  const scale = rate / (1 - MEAN_DECAY ** step);
  const correction = 1 / (1 - SQUARE_DECAY ** step);
  for (let i = 0; i < values.length; i++) {
    const gradient = gradients[i];
    const mean = (means[i] = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * gradient);
    const square = (squares[i] = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * gradient * gradient);
    values[i] -= (scale * mean) / (Math.sqrt(square * correction) + EPSILON);
  }
}

/** Shortens gradients that are longer than `most` (Pascanu et al. 2013). */
export function clip(gradients: Float32Array, most: number): void {
  let squares = 0;
  for (const gradient of gradients) squares += gradient * gradient;
  const length = Math.sqrt(squares);
  if (!(length > most)) return;
  const scale = most / length;
  for (let i = 0; i < gradients.length; i++) gradients[i] *= scale;
}
