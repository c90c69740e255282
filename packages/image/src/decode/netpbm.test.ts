import { decodeNetpbm, isNetpbm } from './netpbm.ts';

const file = (head: string, ...data: number[]) => Uint8Array.from([...new TextEncoder().encode(head), ...data]);
const bytes = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('decodeNetpbm', () => {
  it('reads grey, with comments', () => {
    const picture = decodeNetpbm(file('P5\n# made by xv\n4 5\n#\n255\n', ...bytes(20)), 'a');
    expect(picture).toEqual({ width: 4, height: 5, channels: 1, data: Uint8Array.from(bytes(20)) });
  });
  it('reads colour', () => {
    expect(decodeNetpbm(file('P6 4 4 255\n', ...bytes(48)), 'a')).toMatchObject({ channels: 3, width: 4 });
  });
  it('scales other largest values, 16 bits too', () => {
    expect([...decodeNetpbm(file('P5 4 4 15\n', ...bytes(16)), 'a').data]).toEqual(bytes(16).map((v) => v * 17));
    const wide = decodeNetpbm(file('P5 4 4 65535\n', ...bytes(16).flatMap((v) => [v, v])), 'a');
    expect([...wide.data]).toEqual(bytes(16));
  });
  it('takes data that begins like white space as data', () => {
    expect(decodeNetpbm(file('P5 4 4 255\n', ...Array<number>(16).fill(10)), 'a').data[0]).toBe(10);
  });
  it('names a file that is cut short, damaged or of no size', () => {
    expect(() => decodeNetpbm(file('P5 4 4 255\n', 1, 2), 'x.pgm')).toThrow(
      /x\.pgm is damaged or cut short \(2 of 16 bytes\)/,
    );
    expect(() => decodeNetpbm(file('P5 4 4 70000\n'), 'x.pgm')).toThrow(/x\.pgm has a damaged header/);
    expect(() => decodeNetpbm(file('P5 30000 30000 255\n'), 'x.pgm')).toThrow(RangeError);
  });
  it('knows its own', () => {
    expect(isNetpbm(file('P5 4 4 255\n'))).toBe(true);
    expect(isNetpbm(file('P55 is a synthesizer\n'))).toBe(false);
    expect(isNetpbm(file('P2 4 4 255\n'))).toBe(false);
  });
});
