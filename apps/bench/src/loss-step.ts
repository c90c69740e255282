import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { stepper, type Stepper } from './stepper.ts';
import { losses, type LossWork } from './work/losses.ts';
import { versus } from './versus.ts';
import { warmUp } from './warm-up.ts';

const peerName = 'pytorch-metric-learning';
const [blocks, size] = [5, 5];

/**
 * Value and gradient of each loss of a batch (512 x 128, 64 classes, 2 threads) on `@siamese/onnx` and in pytorch-metric-learning: one
 * process of each, in turns of five steps after a warm-up of two seconds, the values proved equal first. A block ends early after 1.5 seconds.
 */
export async function* lossStep({ work }: { work?: string | undefined }): AsyncGenerator<Result> {
  const asked = work?.split(',');
  const chosen = losses.filter(({ name }) => asked === undefined || asked.includes(name));
  if (chosen.length === 0) {
    throw new RangeError(`--work must be some of ${losses.map(({ name }) => name).join(', ')}, got ${work}`);
  }
  const us = await stepper(process.execPath, ['--import', 'tsx', here('loss-worker.ts'), `${threads}`]);
  let them: Stepper | undefined;
  try {
    them = await stepper(python(), [here('../peers/loss-step.py'), `${threads}`]);
  } catch (error) {
    const install =
      'pip install torch==2.11.0 numpy pytorch-metric-learning==2.9.0, and set SIAMESE_PYTHON to that python';
    process.stderr.write(`${peerName} did not start (${(error as Error).message}): ${install}\n`);
  }
  try {
    for (const each of chosen) {
      if (each.alone) process.stderr.write(`${each.name}: ${peerName} is not asked, ${each.alone}\n`);
      yield await compare(each, us, each.alone ? undefined : them);
    }
  } finally {
    us.close();
    them?.close();
  }
}

async function compare({ name, differs }: LossWork, us: Stepper, them: Stepper | undefined): Promise<Result> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const mine = (await warmUp(us, size, name))[0]!;
  const other = them && (await warmUp(them, size, name))[0];
  if (other !== undefined && differs === undefined && Math.abs(mine - other) > 1e-3 * Math.abs(other)) {
    throw new Error(`loss-step: ${peerName} does other work: its value of ${name} is ${other}, ours ${mine}`);
  }
  for (let block = 0; block < blocks; block++) {
    ours.push(...(await us.step(size, name)).ms);
    if (them) theirs.push(...(await them.step(size, name)).ms);
  }
  return {
    bench: 'loss-step',
    work: name,
    peerName,
    unit: 'ms',
    ...versus(ours, theirs),
  };
}
