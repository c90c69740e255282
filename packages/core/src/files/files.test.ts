import * as v from 'valibot';
import { csvLine, npyBytes, npyFrom, npyHeader, npyHeaderLength, safetensorsBytes, safetensorsFrom } from './index.ts';

const matrix = { values: Float32Array.from([1, -2.5, 3e-20, 4, 5, 6]), rows: 2, dimensions: 3 };
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const headed = (text: string, data = new Uint8Array(24)) => {
  const header = join(Uint8Array.from([0x93, ...ascii('NUMPY'), 1, 0, text.length, 0]), ascii(text));
  return join(header, data);
};

describe('a .npy file', () => {
  test('has a header of 128 bytes that says what NumPy wants and ends in a line feed', () => {
    const header = npyHeader(2, 3);
    expect(header).toHaveLength(npyHeaderLength);
    expect([...header.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    const text = Buffer.from(header.subarray(10)).toString();
    expect(text.trim()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    expect(text.endsWith(' \n')).toBe(true);
    expect(npyHeader(Number.MAX_SAFE_INTEGER, 1_000_000)).toHaveLength(npyHeaderLength);
  });

  test('is read back, at any place in a buffer', () => {
    const file = npyBytes(matrix);
    expect(npyFrom(file)).toEqual(matrix);
    const moved = new Uint8Array(file.length + 3);
    moved.set(file, 3);
    expect(npyFrom(moved.subarray(3))).toEqual(matrix);
    expect(npyFrom(npyBytes({ values: new Float32Array(0), rows: 0, dimensions: 4 })).dimensions).toBe(4);
  });

  test('is read as NumPy writes it: version 2 headers, vectors, float64', () => {
    const doubles = new Uint8Array(Float64Array.from([1, 2]).buffer);
    expect(npyFrom(headed("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n", doubles))).toEqual({
      values: Float32Array.from([1, 2]),
      rows: 1,
      dimensions: 2,
    });
    const text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }\n";
    const wide = join(Uint8Array.from([0x93, ...ascii('NUMPY'), 2, 0, text.length, 0, 0, 0]), ascii(text));
    expect(npyFrom(join(wide, new Uint8Array(Float32Array.of(7).buffer))).values[0]).toBe(7);
  });

  test.each<[string, Uint8Array, string]>([
    ['that is none', ascii('PK whatever it is'), 'e.npy must start as a .npy file does'],
    [
      'cut short in the data',
      npyBytes(matrix).subarray(0, 150),
      'e.npy is cut short: 2 x 3 take 24 bytes after the header, got 22',
    ],
    ['cut short in the header', npyBytes(matrix).subarray(0, 60), 'e.npy is cut short within its header'],
    ['too long', join(npyBytes(matrix), Uint8Array.of(0)), 'e.npy is too long'],
    [
      'of a size that nobody has',
      headed("{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740991, 9007199254740991), }\n"),
      'e.npy is cut short',
    ],
    [
      'in Fortran order',
      headed("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n"),
      'e.npy must be in C order',
    ],
    ['big-endian', headed("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }\n"), 'got >f4'],
    [
      'of three axes',
      headed("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }\n"),
      'got the shape (1, 2, 3)',
    ],
    ['without a shape', headed("{'descr': '<f4', 'fortran_order': False, }\n"), 'must have descr and shape'],
  ])('%s is refused by name', (_, bytes, message) => {
    expect(() => npyFrom(bytes, 'e.npy')).toThrow(SyntaxError);
    expect(() => npyFrom(bytes, 'e.npy')).toThrow(message);
  });

  test('of values that are not rows x dimensions is refused', () => {
    expect(() => npyBytes({ ...matrix, rows: 3 })).toThrow('npyBytes: values must be 3 x 3, got 6');
    expect(() => npyHeader(-1, 3)).toThrow('npyHeader: rows must be a non-negative integer, got -1');
  });
});

describe('safetensors', () => {
  const kind = { kind: 'test', format: 2, notes: v.object({ word: v.string() }) };
  const arrays = new Map([
    ['a', { shape: [2, 1], values: Float32Array.of(1.5, -0) }],
    ['b', { shape: [], values: Float32Array.of(NaN) }],
    ['none', { shape: [0, 3], values: new Float32Array(0) }],
  ]);
  const whole = safetensorsBytes(kind, { word: 'ü' }, arrays);
  /** The same file with another header. */
  const changed = (change: (header: Record<string, unknown>) => void, data = whole.subarray(-12)) => {
    const size = Number(new DataView(whole.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + size))) as Record<string, unknown>;
    change(header);
    const text = new TextEncoder().encode(JSON.stringify(header));
    return join(new Uint8Array(BigUint64Array.of(BigInt(text.length)).buffer), text, data);
  };

  test('are read back, numbers aligned, the same bytes each time', () => {
    expect(safetensorsFrom(whole, kind, 'x')).toEqual({ notes: { word: 'ü' }, arrays });
    expect(safetensorsBytes(kind, { word: 'ü' }, safetensorsFrom(whole, kind, 'x').arrays)).toEqual(whole);
    expect((whole.length - 12) % 8).toBe(0);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['cut short', whole.subarray(0, -1), /^x is no test .* it must have 12 bytes of data, got 11|b must be 4 bytes/],
    ['too long', join(whole, Uint8Array.of(0)), /it must have 12 bytes of data, got 13/],
    ['empty', new Uint8Array(0), /its header is longer than the file of 0 bytes/],
    ['foreign', ascii('PNG whatever, and so on and on'), /its header is longer than the file of 30 bytes/],
    [
      'of another kind',
      changed((header) => void (header['__metadata__'] = { other: '{}' })),
      /no field __metadata__.test/,
    ],
    ['without notes', changed((header) => delete header['__metadata__']), /header of x: field __metadata__ is missing/],
    [
      'of a wrong note',
      changed((header) => void (header['__metadata__'] = { test: '{"format":1,"word":3}' })),
      /the test in x: field word must be string, got 3/,
    ],
    [
      'of arrays that overlap',
      changed((header) => void (header['b'] = { dtype: 'F32', shape: [1], data_offsets: [4, 8] })),
      /b must be 4 bytes from 8 within its 12 of data, got 4 to 8/,
    ],
    [
      'of a huge shape',
      changed((header) => void (header['b'] = { dtype: 'F32', shape: [2 ** 40, 2 ** 40], data_offsets: [8, 12] })),
      /b must be 4\.8\d*e\+24 bytes from 8/,
    ],
    [
      'of other numbers',
      changed((header) => void (header['b'] = { dtype: 'F16', shape: [2], data_offsets: [8, 12] })),
      /header of x: field b\.dtype must be "F32", got "F16"/,
    ],
  ])('%s are refused', (_, bytes, message) => {
    expect(() => safetensorsFrom(bytes, kind, 'x')).toThrow(SyntaxError);
    expect(() => safetensorsFrom(bytes, kind, 'x')).toThrow(message);
  });

  test('of a newer version are refused, with what to do', () => {
    const newer = changed((header) => void (header['__metadata__'] = { test: '{"format":3,"other":1}' }));
    expect(() => safetensorsFrom(newer, kind, 'x')).toThrow(RangeError);
    expect(() => safetensorsFrom(newer, kind, 'x')).toThrow(
      'x is a test of format 3; this version reads 2 at most: update @siamese/core to read it',
    );
  });
});

test('a line of CSV has quotes where they are needed', () => {
  expect(csvLine(['a.png', 'b, c', 'the "best"', 'two\nlines', ' é '])).toBe(
    'a.png,"b, c","the ""best""","two\nlines", é \n',
  );
  expect(csvLine([''])).toBe('""\n');
  expect(csvLine(['', 'x'])).toBe(',x\n');
});
