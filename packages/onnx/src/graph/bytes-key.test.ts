import { bytesKey } from './bytes-key.ts';

test('keys are equal exactly where the bytes are', () => {
  const bytes = Uint8Array.from({ length: 40_001 }, (_, i) => (i * 7919) % 256);
  expect(bytesKey(bytes)).toBe(bytesKey(bytes.slice()));
  for (const at of [0, 1, 16_384, 39_999, 40_000]) {
    const other = bytes.slice();
    other[at]! ^= 1;
    expect(bytesKey(other)).not.toBe(bytesKey(bytes));
  }
  expect(bytesKey(bytes.subarray(0, 40_000))).not.toBe(bytesKey(bytes));
  expect(bytesKey(new Uint8Array([1, 2, 3]).subarray(1))).toBe(bytesKey(new Uint8Array([2, 3])));
  expect(bytesKey(new Uint8Array(2))).not.toBe(bytesKey(new Uint8Array(1)));
});
