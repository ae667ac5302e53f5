/** `npm run --silent bench -- NAME …`: runs one benchmark; the last line printed is one JSON object. */
const benches: Record<string, () => Promise<(args: string[]) => Promise<object>>> = {
  load: async () => (await import('./load.ts')).load,
  neighbours: async () => (await import('./neighbours.ts')).neighbours,
  train: async () => (await import('./train.ts')).train,
  project: async () => (await import('./project.ts')).project,
  trace: async () => (await import('./trace.ts')).trace,
  activate: async () => (await import('./activate.mjs')).activate,
};

const [name, ...args] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`Name a benchmark: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const run = await bench();
console.log(JSON.stringify(await run(args)));
