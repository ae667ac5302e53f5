import { COMPILED } from './compiled.ts';

let compiled: WebAssembly.Module | null | undefined;

/** The kernels as WebAssembly; null where this machine lacks what they need (relaxed SIMD, shared memory). */
export function compiledKernels(): WebAssembly.Module | null {
  if (compiled === undefined) {
    try {
      compiled = new WebAssembly.Module(Buffer.from(COMPILED, 'base64'));
    } catch {
      compiled = null;
    }
  }
  return compiled;
}
