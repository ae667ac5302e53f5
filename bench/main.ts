import { UserFault } from '../src/engine/faults.ts';

const benches: Record<string, () => Promise<(args: string[]) => Promise<object>>> = {
  load: async () => (await import('./load.ts')).load,
  cancel: async () => (await import('./cancel.ts')).cancel,
  neighbours: async () => (await import('./neighbours.ts')).neighbours,
  graph: async () => (await import('./graph.ts')).graph,
  train: async () => (await import('./train.ts')).train,
  project: async () => (await import('./project.ts')).project,
  trace: async () => (await import('./trace.ts')).trace,
  language: async () => (await import('./language.ts')).language,
  recurrent: async () => (await import('./recurrent.ts')).recurrent,
};

/** Runs a benchmark and prints what it gives. Returns the exit code. */
async function run(name: string, args: string[]): Promise<number> {
  const bench = benches[name];
  if (!bench) {
    console.error(
      `Name a benchmark: ${[...Object.keys(benches), 'activate', 'hover', 'draw', 'scroll'].join(', ')}.`,
    );
    return 2;
  }
  try {
    console.log(JSON.stringify(await (await bench())(args)));
    return 0;
  } catch (error) {
    console.error(error instanceof UserFault ? error.message : error);
    return 1;
  }
}

const [name, ...args] = process.argv.slice(2);
process.exitCode = await run(name, args);
