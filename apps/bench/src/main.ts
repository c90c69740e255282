import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import type { Result } from './result.ts';
import { step } from './step.ts';
import { works } from './work/index.ts';

const usage = `npm run bench -- <name> [--json] [--peer pytorch|tensorflow|wasm|cpu] [--work ${works.map(({ name }) => name).join('|')}]

  machine   what a matrix product reaches now; quote nothing while it is half of what the machine can do
  step      a training step on @siamese/onnx and on a peer, in turns`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      peer: { type: 'string', default: 'pytorch' },
      work: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const run: Record<string, () => AsyncGenerator<Result>> = {
    machine,
    step: () => step({ peer: values.peer ?? 'pytorch', work: values.work }),
  };
  const start = run[positionals[0] ?? ''];
  if (values.help || !start || positionals.length > 1) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  for await (const result of start()) console.log(values.json ? JSON.stringify(result) : sentence(result));
  return 0;
}

function sentence({ bench, work, ours, peer, peerName, ratio, unit, runs }: Result): string {
  const against =
    peer === null || ratio === null ? '' : `, ${peerName} ${peer.toFixed(2)} ${unit}: ${ratio.toFixed(2)}x`;
  return `${bench} ${work}: ${ours.toFixed(2)} ${unit}${against} (medians of ${runs})`;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode =
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') || error instanceof RangeError ? 2 : 1;
}
