/** Everything that is compiled to WebAssembly. */
export { blockProducts, firstAtLeast, products, scaleRows } from './products';
export { multiply, softmax, transpose } from './algebra';
