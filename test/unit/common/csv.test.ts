import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv } from '../../../src/common/csv.ts';

test('fields are quoted where RFC 4180 wants it, and only there', () => {
  assert.equal(
    csv([
      ['plain', 1.5, ''],
      ['a,b', 'say "x"', 'two\nlines'],
    ]),
    'plain,1.5,\r\n"a,b","say ""x""","two\nlines"\r\n',
  );
});
