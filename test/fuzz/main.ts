/** `npm run fuzz -- [RUNS] [SEED]`: prints what was found, as JSON. */
import { fuzz } from './fuzz.ts';

const [runs = '100000', seed = '1'] = process.argv.slice(2);
const result = await fuzz({ runs: Number(runs), seed: Number(seed) });
console.log(JSON.stringify(result, undefined, 1));
process.exit(result.failures.length > 0 ? 1 : 0);
