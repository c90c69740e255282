import * as tf from '@tensorflow/tfjs';
import type { Profile } from './profile.ts';
import { formatProfile } from './format-profile.ts';
import { operatorTimes } from './operator-times.ts';
import { profile } from './profile.ts';
import { add, hostAddOne, multiply, useBackend } from './testing/test-backend.ts';

test('a profile names operators and kernels, and counts runs, nodes and bytes', async () => {
  const { backend, remove } = await useBackend();
  const a = tf.tensor2d([[1, 2, 3, 4]]);
  const program = async () => {
    for (let step = 0; step < 3; step++) {
      const product = multiply(a, a);
      const moved = hostAddOne(product);
      const sum = add(moved, moved);
      await sum.data();
      tf.dispose([product, moved, sum]);
    }
  };
  await program();
  const sessions = backend.memory().sessions;
  let table = '';
  const found = await profile(program, (text) => (table = text));
  expect(found.sessions.map(({ runs, nodes, bytesIn, bytesOut }) => ({ runs, nodes, bytesIn, bytesOut }))).toEqual([
    { runs: 3, nodes: 1, bytesIn: 16, bytesOut: 16 },
    { runs: 3, nodes: 1, bytesIn: 16, bytesOut: 16 },
  ]);
  expect(found.operators.map(({ operator, kernels, calls }) => [operator, kernels, calls])).toEqual(
    expect.arrayContaining([
      ['Mul', ['TestMultiply'], 3],
      ['Add', ['TestAdd'], 3],
    ]),
  );
  const { recording, keys, building, running, between } = found;
  const parts = [recording, keys, building, running, between];
  expect(parts.every((milliseconds) => milliseconds > 0)).toBe(true);
  expect(parts.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBeLessThanOrEqual(found.milliseconds);
  expect(table).toBe(formatProfile(found));
  expect(backend.memory().sessions).toBe(sessions);
  tf.dispose(a);
  remove();
});

test('what the program throws is thrown, and the backend goes on without times', async () => {
  const { backend, remove } = await useBackend();
  const broken = () => Promise.reject(new RangeError('the program is broken'));
  await expect(profile(broken, () => {})).rejects.toThrow('the program is broken');
  const a = tf.tensor1d([1]);
  const sum = add(a, a);
  expect([...(await sum.data())]).toEqual([2]);
  expect(backend.memory().sessions).toBe(1);
  tf.dispose([a, sum]);
  remove();
});

test('another backend is refused', async () => {
  await tf.setBackend('cpu');
  await expect(profile(() => {})).rejects.toThrow(
    "profile: the onnx backend must be in use, got cpu: await tf.setBackend('onnx')",
  );
});

test('operators are added up over all profiles, the costliest first', () => {
  const event = (name: string, op_name: string, dur: number) => ({ cat: 'Node', name, dur, args: { op_name } });
  const one = [event('Relu#x1_kernel_time', 'Relu', 10), { cat: 'Session', name: 'model_run', dur: 99 }];
  const two = [event('Elu#x1_kernel_time', 'Relu', 20), event('fused_kernel_time', 'Gemm', 500)];
  expect(operatorTimes([one, two].map((events) => JSON.stringify(events)))).toEqual([
    { operator: 'Gemm', kernels: [], calls: 1, milliseconds: 0.5 },
    { operator: 'Relu', kernels: ['Elu', 'Relu'], calls: 2, milliseconds: 0.03 },
  ]);
});

test('the table has a line for each session and operator', () => {
  const profile: Profile = {
    milliseconds: 20,
    recording: 3,
    keys: 1,
    building: 5,
    running: 10,
    between: 1,
    sessions: [{ runs: 4, nodes: 12, bytesIn: 2000, bytesOut: 400, milliseconds: 10 }],
    operators: [{ operator: 'Gemm', kernels: ['BatchMatMul'], calls: 8, milliseconds: 5 }],
  };
  expect(formatProfile(profile).split('\n')).toEqual([
    '20.0 ms: recording 3.0, finding keys 1.0, building 5.0, running 10.0, between graphs 1.0',
    '',
    'session  runs  nodes  kB in  kB out  ms each',
    '1           4     12    2.0     0.4     2.50',
    '',
    'operator  calls   ms  of running  for',
    'Gemm          8  5.0        50 %  BatchMatMul',
  ]);
});
