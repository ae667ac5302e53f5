import type { Layout, PcaParams } from '../../protocol/engine.ts';
import { runJob, type Following } from '../jobs.ts';
import type { Points } from './points.ts';

/** The first two or three principal components, exactly, with each one's share of the whole variance. */
export async function pcaLayout(
  { vectors, dims }: Points,
  { components }: PcaParams,
  { signal }: Pick<Following<never>, 'signal'>,
): Promise<Omit<Layout, 'settled'>> {
  const work = { vectors, dims, components, exact: true } as const;
  const { positions, explained } = await runJob('principal', work, { signal, report: () => undefined });
  const column = (component: number) =>
    Float32Array.from(
      { length: positions.length / components },
      (_, i) => positions[i * components + component],
    );
  const plane = components === 2 ? positions : positions.filter((_, i) => i % 3 < 2);
  const frame = { positions: plane, epoch: 0, epochs: 0, explained };
  return components === 2 ? frame : { ...frame, third: column(2) };
}
