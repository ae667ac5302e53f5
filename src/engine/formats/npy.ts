import type { Format } from './format.ts';
import { isNpy, matrixOf, readNpyHeader } from './numpy/npyArray.ts';
import { planMatrix } from './rows/matrix.ts';
import { wordsFor } from './rows/wordList.ts';

/** A matrix as `numpy.save` writes it; its words lie in a file beside it. */
export const npy: Format = {
  name: 'NumPy .npy',
  recognises: ({ head }) => isNpy(head.bytes),
  plan: (file, ask) => {
    const matrix = matrixOf(readNpyHeader(file));
    return planMatrix(matrix, npy.name, wordsFor(file, matrix.rows, ask));
  },
};
