// Writes the small set of vectors.py with DuckDB and Polars, which the project does not need otherwise:
// `npm install --no-save @duckdb/node-api nodejs-polars && node test/record/vectors.mjs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import polars from 'nodejs-polars';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'vectors');
const { words, counts, vectors } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));

const frame = polars.DataFrame({ word: words, count: counts, vector: vectors });
for (const compression of ['zstd', 'snappy', 'gzip', 'lz4', 'brotli', 'uncompressed'])
  frame.writeParquet(join(FOLDER, `polars_${compression}.parquet`), { compression });
for (const compression of ['uncompressed', 'lz4', 'zstd'])
  frame.writeIPC(join(FOLDER, `polars_${compression}.arrow`), { compression });

const connection = await (await DuckDBInstance.create()).connect();
const rows = words.map((word, i) => `('${word}', ${counts[i]}, [${vectors[i].join(', ')}]::float[4])`);
await connection.run(
  `create table sets as select * from (values ${rows.join(', ')}) as sets(word, count, vector)`,
);
for (const compression of ['snappy', 'zstd', 'gzip', 'lz4', 'brotli', 'uncompressed'])
  await connection.run(
    `copy sets to '${FOLDER}/duckdb_${compression}.parquet' (format parquet, compression ${compression})`,
  );
await connection.run(`copy sets to '${FOLDER}/duckdb.jsonl' (format json)`);
await connection.run(`copy sets to '${FOLDER}/duckdb.json' (format json, array true)`);
await connection.run(`copy sets to '${FOLDER}/duckdb.csv' (header)`);
await connection.run(
  `copy (select word, count, ${[1, 2, 3, 4].map((i) => `vector[${i}] as x${i}`).join(', ')} from sets) to '${FOLDER}/columns.csv' (header)`,
);
