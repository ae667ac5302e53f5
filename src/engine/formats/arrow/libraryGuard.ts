/**
 * The library loops as often as a file says, and sets memory aside for it. Here what a file says is held against the
 * bytes that it says it in; importing this is enough.
 */
import * as l10n from '@vscode/l10n';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { ByteBuffer } from 'flatbuffers';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Makes a method of the library throw where `isTooMuch` says so of its result. */
function guard<Class>(
  prototype: Class,
  name: keyof Class,
  isTooMuch: (result: number, self: Class) => boolean,
): void {
  const original = prototype[name] as Method;
  const guarded: Method = function (...args) {
    const result = original.apply(this, args);
    if (isTooMuch(Number(result), this as Class))
      throw new Error(l10n.t('it promises {0} parts', String(result)));
    return result;
  };
  prototype[name] = guarded as Class[keyof Class];
}

// No list has more items than the whole message has bytes.
guard(ByteBuffer.prototype, '__vector_len', (length, bytes) => length < 0 || length > bytes.capacity());
guard(
  RecordBatch.prototype,
  'variadicBufferCounts',
  (count, batch) => count < 0 || count > batch.buffersLength(),
);
