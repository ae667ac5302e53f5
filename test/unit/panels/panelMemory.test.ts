import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PanelMemory } from '../../../src/panels/panelMemory.ts';

/** What VS Code remembers for an extension. */
function memento() {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
}

const about = (params: string) => ({ params, sets: [{ id: 's', name: 'test.vec', path: '/test.vec' }] });

test('a panel is found by its title, as long as no other one has the same', () => {
  const memory = new PanelMemory<string>(memento(), 'matrix');
  memory.keep('Similarity: a.txt', about('a'));
  memory.keep('Similarity: b.txt', about('b'));
  assert.deepEqual(memory.of('Similarity: a.txt'), about('a'));
  assert.equal(memory.of('Similarity: c.txt'), undefined);
  memory.keep('Similarity: a.txt', about('other lines of a'));
  assert.equal(memory.of('Similarity: a.txt'), undefined);
  memory.forget('Similarity: a.txt', about('a'));
  assert.deepEqual(memory.of('Similarity: a.txt'), about('other lines of a'));
});

test('kinds of panels do not mix, what is kept again is kept once, and the oldest go first', () => {
  const state = memento();
  const memory = new PanelMemory<string>(state, 'matrix');
  memory.keep('same title', about('a'));
  memory.keep('same title', about('a'));
  assert.deepEqual(memory.of('same title'), about('a'));
  assert.equal(new PanelMemory<string>(state, 'trace').of('same title'), undefined);
  for (let i = 0; i < 20; i++) memory.keep(`title ${i}`, about(String(i)));
  assert.equal(memory.of('same title'), undefined);
  assert.deepEqual(memory.of('title 0'), about('0'));
});
