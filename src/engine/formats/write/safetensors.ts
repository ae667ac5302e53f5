import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { wordsPath } from './npy.ts';
import { encodedMatrix, encodedWords, type OutputFile } from './output.ts';

/** The numbers begin at a multiple of this. */
const ALIGNMENT = 8;

/** One tensor, 'embedding', and its words in a text file beside it. */
export function safetensorsFiles(set: EmbeddingSet, path: string): OutputFile[] {
  return [
    { path, chunks: encodedMatrix(set, safetensorsHeader(set.size, set.dims)) },
    { path: wordsPath(set, path, /\.safetensors$/i), chunks: encodedWords(set, 'safetensors') },
  ];
}

function safetensorsHeader(rows: number, dims: number): Buffer {
  const tensor = { dtype: 'F32', shape: [rows, dims], data_offsets: [0, rows * dims * 4] };
  const json = JSON.stringify({ __metadata__: { format: 'pt' }, embedding: tensor });
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(8 + length, ' ');
  header.writeBigUInt64LE(BigInt(length));
  header.write(json, 8);
  return header;
}
