/** Everything that is compiled to WebAssembly. */
export { blockProducts, products, scaleRows } from './products';
