import type { InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';

/** The part of ONNX Runtime that the backend uses; an entry point chooses which runtime (Node, browser) it is. */
export type Runtime = {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
};
