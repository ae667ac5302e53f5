/** Everything that is compiled to WebAssembly. */
export { blockProducts, firstAtLeast, products, scaleRows } from './products';
export { trainText } from './word2vec';
