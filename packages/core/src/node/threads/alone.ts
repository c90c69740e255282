/** Numbers that share their memory with no others: a view is sent to a thread with all that it is a view of. */
export function alone<Values extends Float32Array | Uint8Array>(values: Values): Values {
  if (values.byteLength === values.buffer.byteLength) return values;
  // The slice() of a Buffer would be a view again.
  return (values instanceof Float32Array ? new Float32Array(values) : new Uint8Array(values)) as Values;
}
