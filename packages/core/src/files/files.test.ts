import { npyHeader, npyHeaderLength, npyRows, readKeysCsv, readNpy, writeKeysCsv, writeNpy } from './index.ts';

const matrix = { values: Float32Array.from([1, -2.5, 3e-20, 4, 5, 6]), rows: 2, dimensions: 3 };
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const headed = (text: string, data = new Uint8Array(24)) => {
  const header = join(Uint8Array.from([0x93, ...ascii('NUMPY'), 1, 0, text.length, 0]), ascii(text));
  return join(header, data);
};

test('the header is 128 bytes, says what NumPy wants, and ends in a line feed', () => {
  const header = npyHeader(2, 3);
  expect(header).toHaveLength(npyHeaderLength);
  expect([...header.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  const text = Buffer.from(header.subarray(10)).toString();
  expect(text.trim()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  expect(text.endsWith(' \n')).toBe(true);
  expect(npyHeader(Number.MAX_SAFE_INTEGER, 1_000_000)).toHaveLength(npyHeaderLength);
});

test('what is written is read back, at any place in a buffer', () => {
  const file = writeNpy(matrix);
  expect(readNpy(file)).toEqual(matrix);
  expect(join(npyHeader(2, 3), npyRows(matrix.values))).toEqual(file);
  const moved = new Uint8Array(file.length + 3);
  moved.set(file, 3);
  expect(readNpy(moved.subarray(3))).toEqual(matrix);
  expect(readNpy(writeNpy({ values: new Float32Array(0), rows: 0, dimensions: 4 })).dimensions).toBe(4);
});

test('what NumPy writes is read: version 2 headers, vectors, float64', () => {
  const doubles = new Uint8Array(Float64Array.from([1, 2]).buffer);
  expect(readNpy(headed("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n", doubles))).toEqual({
    values: Float32Array.from([1, 2]),
    rows: 1,
    dimensions: 2,
  });
  const text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }\n";
  const wide = join(Uint8Array.from([0x93, ...ascii('NUMPY'), 2, 0, text.length, 0, 0, 0]), ascii(text));
  expect(readNpy(join(wide, npyRows(Float32Array.of(7)))).values[0]).toBe(7);
});

test.each<[string, Uint8Array, string]>([
  ['no .npy file', ascii('PK whatever it is'), 'e.npy must start as a .npy file does'],
  [
    'cut short in the data',
    writeNpy(matrix).subarray(0, 150),
    'e.npy is cut short: 2 x 3 take 24 bytes after the header, got 22',
  ],
  ['cut short in the header', writeNpy(matrix).subarray(0, 60), 'e.npy is cut short within its header'],
  ['too long', join(writeNpy(matrix), Uint8Array.of(0)), 'e.npy is too long'],
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
])('a file %s is refused by name', (_, bytes, message) => {
  expect(() => readNpy(bytes, 'e.npy')).toThrow(SyntaxError);
  expect(() => readNpy(bytes, 'e.npy')).toThrow(message);
});

test('values that are not rows x dimensions are refused', () => {
  expect(() => writeNpy({ ...matrix, rows: 3 })).toThrow('writeNpy: values must be 3 x 3, got 6');
  expect(() => npyHeader(-1, 3)).toThrow('npyHeader: rows must be a non-negative integer, got -1');
});

test('keys with commas, quotes, line feeds, accents and nothing at all are read back', () => {
  const keys = ['a.png', 'b, c.png', 'the "best".png', 'two\nlines', 'café/ñ.png', '', ' space '];
  const labels = keys.map((_, at) => `label, ${at}`);
  expect(readKeysCsv(writeKeysCsv({ keys }))).toEqual({ keys });
  expect(readKeysCsv(writeKeysCsv({ keys, labels }))).toEqual({ keys, labels });
  expect(writeKeysCsv({ keys: ['a', 'b,c'], labels: ['x', 'y'] })).toBe('key,label\na,x\n"b,c",y\n');
  expect(() => writeKeysCsv({ keys, labels: ['x'] })).toThrow('must have one length, got 7 and 1');
});

test('files of others: Windows line ends, a byte order mark, other columns, no last line end', () => {
  expect(readKeysCsv('\uFEFFlabel,size,key\r\nx,1,a\r\n\r\ny,2,b')).toEqual({ keys: ['a', 'b'], labels: ['x', 'y'] });
  expect(readKeysCsv('key\n')).toEqual({ keys: [] });
  expect(readKeysCsv('key,label\na,')).toEqual({ keys: ['a'], labels: [''] });
});

test.each([
  ['', "k.csv must have a column 'key' in its first line, got ''"],
  ['path\na\n', "k.csv must have a column 'key' in its first line, got 'path'"],
  ['key,label\na\n', 'k.csv must have 2 columns in each line, got 1 in record 2'],
  ['key\n"a\n', 'k.csv has a quote that is not closed or not doubled in record 2'],
  ['key\na"b\n', 'k.csv has a quote that is not closed or not doubled in record 2'],
])('keys %j are refused by name', (text, message) => {
  expect(() => readKeysCsv(text, 'k.csv')).toThrow(SyntaxError);
  expect(() => readKeysCsv(text, 'k.csv')).toThrow(message);
});
