/** Everything that is compiled to WebAssembly. */
export { multiply, softmax, transpose } from './algebra';
export { descend } from './descent';
export { addToLines, firstAtLeast, products, productsAt, scaleRows } from './products';
export { trainText } from './word2vec';
