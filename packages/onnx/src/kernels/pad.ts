import type * as tf from '@tensorflow/tfjs';
import { elementTypes } from '../graph/index.ts';
import type { ElementType } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { kernel } from './kernel.ts';

type Paddings = readonly (readonly number[])[];

function padded(shape: readonly number[], paddings: Paddings): number[] {
  return shape.map((length, axis) => paddings[axis]![0]! + length + paddings[axis]![1]!);
}

function ends(paddings: Paddings): number[] {
  return [...paddings.map((pair) => pair[0]!), ...paddings.map((pair) => pair[1]!)];
}

kernel<tf.PadV2Inputs, tf.PadV2Attrs>('PadV2', ({ inputs: { x }, attrs: { paddings, constantValue }, backend }) => {
  const shape = padded(x.shape, paddings);
  return record(backend, `PadV2 ${ends(paddings).join()} ${constantValue}`, [x], shape, x.dtype, (graph, [a]) => {
    const value = graph.float(constantValue);
    const to = elementTypes[x.dtype as ElementType];
    const fill = x.dtype === 'float32' ? value : graph.op('Cast', [value], { to });
    // Nothing around nothing: ONNX Runtime's Pad takes no empty input.
    if (a.shape.includes(0)) return graph.op('Expand', [fill, graph.ints(shape)]);
    return graph.op('Pad', [graph.use(a), graph.ints(ends(paddings)), fill]);
  });
});

kernel<tf.MirrorPadInputs, tf.MirrorPadAttrs>('MirrorPad', ({ inputs: { x }, attrs: { paddings, mode }, backend }) => {
  const key = `MirrorPad ${mode} ${ends(paddings).join()}`;
  return record(backend, key, [x], padded(x.shape, paddings), x.dtype, (graph, [a]) => {
    const edge = mode === 'reflect' ? 0 : 1;
    let name = graph.use(a);
    paddings.forEach(([before, after], axis) => {
      if (before === 0 && after === 0) return;
      const length = a.shape[axis]!;
      const at = Array.from({ length: before + length + after }, (_, i) => {
        const position = i - before;
        if (position < 0) return -position - edge;
        return position < length ? position : 2 * (length - 1) - position + edge;
      });
      name = graph.op('Gather', [name, graph.ints(at)], { axis });
    });
    return name;
  });
});
