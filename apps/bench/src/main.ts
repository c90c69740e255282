import { parseArgs } from 'node:util';
import { allPairs } from './all-pairs.ts';
import { embedSpeech } from './embed-speech.ts';
import { inference } from './inference.ts';
import { installSize } from './install-size.ts';
import { logMel } from './log-mel.ts';
import { long } from './long.ts';
import { kMeansTime } from './k-means.ts';
import { lossStep } from './loss-step.ts';
import { machine } from './machine.ts';
import { memory } from './memory.ts';
import { million } from './million.ts';
import { pairsSpeed } from './pairs-speed.ts';
import { pictureLoading } from './picture-loading.ts';
import { neighbours } from './neighbours.ts';
import type { Result } from './result.ts';
import { sentence } from './sentence.ts';
import { step } from './step.ts';
import { timeToKnn } from './time-to-knn.ts';
import { streamedAudio } from './stream-audio.ts';
import { works } from './work/index.ts';

const usage = `npm run bench -- <name> [--json] [--peer pytorch|tensorflow|wasm|cpu] [--work ${works.map(({ name }) => name).join('|')}]

  machine       what a matrix product reaches now; quote nothing while it is half of what the machine can do
  step          a training step on @siamese/onnx and on a peer, in turns [--processes 5] [--steps 50]
  inference     a network's outputs by compile(), by onnxruntime-node on the exported file, and eagerly, in turns [--runs 30]
  loss-step     value and gradient of a batch loss, 512 x 128, on @siamese/onnx and pytorch-metric-learning [--work arcFace]
  embed-speech  seconds of speech embedded in a second, batch 1 and 64, against Resemblyzer's network in PyTorch [--runs 30]
  pictures      pictures a second that are decoded, resized, varied and batched, against torchvision in a DataLoader [--processes 3]
  time-to-knn   seconds of training until MNIST is named to 98.5 % by nearest neighbours, against PyTorch [--processes 3] [--steps 1000] [--target 0.985]
  log-mel       the log-mel spectrogram of ten minutes, against librosa, torchaudio and meyda [--processes 3]
  stream-audio  the most memory while a WAV file of 24 hours comes in pieces, beside that of one hour
  memory        the most memory that training takes, on @siamese/onnx and on a peer
  long          memory after a fifth of many steps and after all [--steps 10000]
  all-pairs     EER and minDCF of 2 x 10^8 pairs, against NumPy and scikit-learn [--processes 3]
  pairs-speed   10^6 balanced pairs over 10^5 classes, against vectorised NumPy
  neighbours    the exact ten nearest of 10,000 queries in a million rows, against faiss [--processes 3]
  k-means       20 rounds on 200,000 rows with 256 centres, against faiss and scikit-learn [--processes 3]
  million       evaluate on a million embeddings: time and the most memory
  install-size  what an install takes on disk`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      peer: { type: 'string', default: 'pytorch' },
      work: { type: 'string' },
      processes: { type: 'string' },
      steps: { type: 'string' },
      runs: { type: 'string' },
      target: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { peer = 'pytorch', work } = values;
  const run: Record<string, () => AsyncGenerator<Result>> = {
    machine,
    step: () =>
      step({ peer, work, processes: count('processes', values.processes), steps: count('steps', values.steps) }),
    inference: () => inference({ work, runs: count('runs', values.runs) }),
    'embed-speech': () => embedSpeech({ runs: count('runs', values.runs) }),
    'loss-step': () => lossStep({ work }),
    pictures: () => pictureLoading({ processes: count('processes', values.processes) }),
    'time-to-knn': () =>
      timeToKnn({
        processes: count('processes', values.processes),
        steps: count('steps', values.steps),
        target: share('target', values.target),
      }),
    'log-mel': () => logMel({ processes: count('processes', values.processes) }),
    'stream-audio': streamedAudio,
    memory: () => memory({ peer, work }),
    long: () => long({ work, steps: count('steps', values.steps) }),
    'all-pairs': () => allPairs({ processes: count('processes', values.processes) }),
    'pairs-speed': pairsSpeed,
    neighbours: () => neighbours({ processes: count('processes', values.processes) }),
    'k-means': () => kMeansTime({ processes: count('processes', values.processes) }),
    million,
    'install-size': installSize,
  };
  const start = run[positionals[0] ?? ''];
  if (values.help || !start || positionals.length > 1) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  for await (const result of start()) console.log(values.json ? JSON.stringify(result) : sentence(result));
  return 0;
}

function count(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(value)) throw new RangeError(`--${name} must be a positive integer, got ${value}`);
  return Number(value);
}

function share(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!(Number(value) > 0 && Number(value) <= 1))
    throw new RangeError(`--${name} must be above 0 and at most 1, got ${value}`);
  return Number(value);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode =
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') || error instanceof RangeError ? 2 : 1;
}
