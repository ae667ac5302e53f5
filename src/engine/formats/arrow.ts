import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { startsWith } from './bytes/head.ts';
import type { Format } from './format.ts';
import { planTable } from './table/planTable.ts';

/** Begins a file; Feather 2 is the same. */
const FILE_MAGIC = Buffer.from('ARROW1\0\0', 'latin1');
/** Feather's first version, before Arrow's own format. */
const FEATHER_1 = Buffer.from('FEA1', 'latin1');
/** Begins every message of a stream; its length follows. */
const CONTINUATION = Buffer.from([0xff, 0xff, 0xff, 0xff]);

/** Apache Arrow's IPC format, as a file (Feather 2) or as a stream. https://arrow.apache.org/docs/format/Columnar.html */
export const arrow: Format = {
  name: 'Arrow',
  recognises: ({ head: { bytes } }) =>
    [FILE_MAGIC, FEATHER_1].some((magic) => startsWith(bytes, magic)) ||
    (startsWith(bytes, CONTINUATION) && bytes.length > 8),
  plan: async (file, ask) => {
    if (startsWith(file.head.bytes, FEATHER_1))
      throw new UserFault(
        l10n.t('{0} is in the first version of Feather; expected Feather 2 or Arrow.', file.name),
      );
    const { arrowTable } = await import('./arrow/arrowTable.ts');
    return planTable(file, await arrowTable(file), arrow.name, ask);
  },
};
