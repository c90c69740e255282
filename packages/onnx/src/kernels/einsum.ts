import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.EinsumInputs, tf.EinsumAttrs>('Einsum', ({ inputs, attrs: { equation }, backend }) => {
  const tensors = Object.values(inputs as unknown as tf.TensorInfo[]);
  const { allDims, summedDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as tf.Tensor[]);
  const lengths = allDims.map((_, dim) => {
    const owner = idDims.findIndex((dims) => dims.includes(dim));
    return tensors[owner]!.shape[idDims[owner]!.indexOf(dim)]!;
  });
  const shape = lengths.slice(0, allDims.length - summedDims.length);
  const { dtype } = tensors[0]!;
  return record(backend, `Einsum ${equation}`, tensors, shape, dtype, (graph, symbols) => {
    const names = symbols.map((symbol) => castName(graph, graph.use(symbol), symbol.dtype, 'float32'));
    return castName(graph, graph.op('Einsum', names, { equation: equation.replaceAll(' ', '') }), 'float32', dtype);
  });
});
