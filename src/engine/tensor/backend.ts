import * as l10n from '@vscode/l10n';
import type * as TensorFlow from '@tensorflow/tfjs';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import { joinSentences } from '../../common/sentences.ts';
import type { BackendReport } from '../../protocol/engine.ts';

/** A backend that has proved itself. */
export interface Backend {
  tf: typeof TensorFlow;
  report: BackendReport;
}

type Tf = typeof TensorFlow;

/**
 * The best TensorFlow.js backend that works here: native TensorFlow by tfjs-node, else WebAssembly, else plain
 * JavaScript. Each must compute a gradient rightly before it is trusted.
 *
 * @param tfjsNodePath a folder that holds `node_modules/@tensorflow/tfjs-node`; without it, beside the engine
 */
export async function chooseBackend(tfjsNodePath?: string): Promise<Backend> {
  const failures: string[] = [];
  const candidates = [() => nativeTensorFlow(tfjsNodePath), webAssembly, plainJavaScript];
  for (const candidate of candidates) {
    try {
      const { tf, why } = await candidate();
      await prove(tf);
      const report = {
        backend: tf.getBackend(),
        version: tf.version_core,
        why: joinSentences(why, ...failures),
      };
      return { tf, report };
    } catch (error) {
      failures.push(whyNot(error, tfjsNodePath));
    }
  }
  throw new Error(joinSentences(...failures));
}

/** Native TensorFlow where it is installed and computes rightly. */
export async function nativeBackend(tfjsNodePath?: string): Promise<Tf | undefined> {
  try {
    const { tf } = await nativeTensorFlow(tfjsNodePath);
    await prove(tf);
    return tf;
  } catch {
    return undefined;
  }
}

async function nativeTensorFlow(folder?: string): Promise<{ tf: Tf; why: string }> {
  giveBackIsNullOrUndefined();
  const require = createRequire(folder ? join(folder, 'package.json') : import.meta.url);
  const tf = require('@tensorflow/tfjs-node') as Tf;
  await tf.setBackend('tensorflow');
  return { tf, why: l10n.t('tfjs-node is installed and computes natively.') };
}

/** tfjs-node 4.22 calls this function, which Node 23 took away (tensorflow/tfjs#8609). */
function giveBackIsNullOrUndefined(): void {
  const legacy = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

async function webAssembly(): Promise<{ tf: Tf; why: string }> {
  const tf = await portableTensorFlow();
  const { setWasmPaths } = unwrap(await import('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(wasmFolder());
  await useBackend(tf, 'wasm');
  return { tf, why: l10n.t('WebAssembly computes.') };
}

/** In the bundle the .wasm files lie beside the engine; from sources they lie in their package. */
function wasmFolder(): string {
  const beside = dirname(fileURLToPath(import.meta.url));
  const file = 'tfjs-backend-wasm-simd.wasm';
  if (existsSync(join(beside, file))) return `${beside}/`;
  return `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
}

async function plainJavaScript(): Promise<{ tf: Tf; why: string }> {
  const tf = await portableTensorFlow();
  await useBackend(tf, 'cpu');
  return { tf, why: l10n.t('Plain JavaScript computes, slowly.') };
}

async function portableTensorFlow(): Promise<Tf> {
  return unwrap(await import('@tensorflow/tfjs'));
}

/** A CommonJS module as Node imports it: what it exports is the default export. */
function unwrap<Module extends object>(module: Module & { default?: Module }): Module {
  return module.default ?? module;
}

async function useBackend(tf: Tf, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`The backend ${name} could not be started.`);
}

/** d/dx Σ softplus(x·w) for known numbers: a product, a non-linearity and a gradient, which is what training needs. */
async function prove(tf: Tf): Promise<void> {
  const gradient = tf.tidy(() => {
    const w = tf.tensor2d([1, -2, 0.5, 3], [2, 2]);
    const loss = (x: TensorFlow.Tensor) => tf.sum(tf.softplus(tf.matMul(x as TensorFlow.Tensor2D, w)));
    return tf
      .grad(loss)(tf.tensor2d([[0.5, 0.25]]))
      .dataSync();
  });
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const [a, b] = [sigmoid(0.625), sigmoid(-0.25)];
  const expected = [a - 2 * b, 0.5 * a + 3 * b];
  if (!expected.every((value, i) => Math.abs(value - gradient[i]) < 1e-5)) {
    throw new Error(l10n.t('{0} computes wrongly.', tf.getBackend()));
  }
}

function whyNot(error: unknown, tfjsNodePath: string | undefined): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND')
    return tfjsNodePath
      ? l10n.t('{0} has no tfjs-node.', tfjsNodePath)
      : l10n.t('tfjs-node is not installed.');
  return l10n.t('Another backend was tried first and failed: {0}', message.split('\n')[0]);
}
