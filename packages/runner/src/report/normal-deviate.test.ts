import { normalDeviate } from './normal-deviate.ts';

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.01, -2.3263478740408408],
  [1e-5, -4.264890793922825],
])('the deviate of %f is %f', (p, deviate) => expect(normalDeviate(p)).toBeCloseTo(deviate, 7));

test('rises, and is odd around a half', () => {
  for (let p = 0.001; p < 0.5; p += 0.001) {
    expect(normalDeviate(p)).toBeCloseTo(-normalDeviate(1 - p), 7);
    expect(normalDeviate(p + 0.001)).toBeGreaterThan(normalDeviate(p));
  }
});
