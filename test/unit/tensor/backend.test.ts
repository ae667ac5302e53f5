import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chooseBackend } from '../../../src/engine/tensor/backend.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

const TFJS = createRequire(import.meta.url).resolve('@tensorflow/tfjs');

/** A folder with a package in the place of tfjs-node. */
async function withTfjsNode(name: string, script: string): Promise<string> {
  const place = join(folder, name);
  const module = join(place, 'node_modules', '@tensorflow', 'tfjs-node');
  await mkdir(module, { recursive: true });
  await writeFile(
    join(module, 'package.json'),
    '{"name":"@tensorflow/tfjs-node","version":"4.22.0","main":"index.js"}',
  );
  await writeFile(join(module, 'index.js'), script);
  return place;
}

/** Portable TensorFlow.js under the native backend's name, changed by `change`. */
const pretending = (change = '') => `
  const tf = { ...require(${JSON.stringify(TFJS)}) };
  const cpu = tf.findBackend('cpu') || (tf.setBackend('cpu'), tf.backend());
  tf.setBackend = async () => true;
  tf.getBackend = () => 'tensorflow';
  ${change}
  module.exports = tf;`;

test('without tfjs-node, WebAssembly computes, and the report says why', async () => {
  const { tf, report } = await chooseBackend(join(folder, 'nowhere'));
  assert.equal(tf.getBackend(), 'wasm');
  assert.deepEqual(report, {
    backend: 'wasm',
    version: '4.22.0',
    why: `WebAssembly computes. ${join(folder, 'nowhere')} has no tfjs-node.`,
  });
});

test('a tfjs-node that computes rightly is the first choice', async () => {
  const { report } = await chooseBackend(await withTfjsNode('good', pretending()));
  assert.equal(report.backend, 'tensorflow');
  assert.equal(report.why, 'tfjs-node is installed and computes natively.');
});

test('a tfjs-node that fails is passed over, and its error named', async () => {
  const place = await withTfjsNode(
    'broken',
    'throw new Error("libtensorflow.so.2: cannot open shared object file")',
  );
  const { report } = await chooseBackend(place);
  assert.equal(report.backend, 'wasm');
  assert.match(report.why, /failed: libtensorflow\.so\.2: cannot open shared object file/);
});

test('a tfjs-node that computes wrongly is passed over', async () => {
  const place = await withTfjsNode('wrong', pretending('tf.matMul = (a, b) => tf.mul(a, 2);'));
  const { report } = await chooseBackend(place);
  assert.equal(report.backend, 'wasm');
  assert.match(report.why, /failed: tensorflow computes wrongly/);
});
