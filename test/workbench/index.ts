import Mocha from 'mocha';

/** What VS Code calls inside its extension host: runs every suite, and rejects where a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./activation.suite.ts');
  await import('./sets.suite.ts');
  await import('./hover.suite.ts');
  await import('./virtual.suite.ts');
  await import('./api.suite.ts');
  await import('./tools.suite.ts');
  await import('./questions.suite.ts');
  await import('./highlight.suite.ts');
  await import('./compare.suite.ts');
  await import('./corpora.suite.ts');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
