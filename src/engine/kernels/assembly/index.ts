/** Everything that is compiled to WebAssembly. */
export { blockProducts, firstAtLeast, products, scaleRows } from './products';
