/** Everything that is compiled to WebAssembly. */
export { descend } from './descent';
export { addToLines, blockProducts, firstAtLeast, products, productsAt, scaleRows } from './products';
export { trainText } from './word2vec';
