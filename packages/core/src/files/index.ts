export { csvLine } from './csv-line.ts';
export { fromLittleEndian, littleEndian } from './little-endian.ts';
export {
  checkNpyLength,
  npyBytes,
  npyFrom,
  npyHead,
  type NpyHead,
  npyHeader,
  npyHeaderLength,
  npyHeadLength,
  npyValues,
} from './npy.ts';
export { oneLine } from './one-line.ts';
export { checkJson, jsonFrom, parseJson } from './parse-json.ts';
export {
  type FileKind,
  headerEnd,
  parseHeader,
  safetensorsBytes,
  safetensorsFrom,
  type SavedArray,
} from './safetensors.ts';
