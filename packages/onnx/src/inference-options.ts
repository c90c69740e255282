import type { InferenceSession } from 'onnxruntime-common';
import type { OnnxBackend } from './backend.ts';

/**
 * The backend's options for a session of its own that only infers. Between two runs of those there is little JavaScript, which the
 * threads would be in the way of: they may wait for the next run as ONNX Runtime lets them.
 */
export function inferenceOptions({ sessionOptions }: OnnxBackend): InferenceSession.SessionOptions {
  const { extra: _, ...options } = sessionOptions;
  return options;
}
