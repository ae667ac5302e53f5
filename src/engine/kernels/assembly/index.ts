/** Everything that is compiled to WebAssembly. */
export { blockProducts, firstAtLeast, products, scaleRows } from './products';
export { multiply, transpose } from './algebra';
