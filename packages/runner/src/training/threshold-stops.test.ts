import { eer, verificationCurve } from '@siamese/core';
import { thresholdStops } from './threshold-stops.ts';

// Same pairs 0.9, 0.8, 0.6, 0.3; different ones 0.7, 0.4, 0.2, 0.1.
const curve = verificationCurve(
  [0.9, 0.8, 0.6, 0.3, 0.7, 0.4, 0.2, 0.1],
  [true, true, true, true, false, false, false, false],
);
const measured = { curve, figures: { eer: { value: eer(curve), n: 16 } } } as unknown as Parameters<
  typeof thresholdStops
>[0];

it('goes from lenient to strict, where neither rate is above a half, and begins at the threshold exactly', () => {
  const stops = thresholdStops(measured, 1, 0.5);
  expect(stops.thresholds).toEqual([0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
  expect(stops.falseMatch).toEqual([0.5, 0.5, 0.25, 0.25, 0.25, 0]);
  expect(stops.falseNonMatch).toEqual([0, 0.25, 0.25, 0.25, 0.5, 0.5]);
  expect(stops).toMatchObject({ start: 2, calibrated: true, same: 4, different: 4 });
});

it('shows distances as such, and begins where both errors are equal if nothing was calibrated', () => {
  const stops = thresholdStops(measured, -1, undefined);
  expect(stops.thresholds).toEqual([-0.3, -0.4, -0.6, -0.7, -0.8]);
  expect(stops.calibrated).toBe(false);
  expect(stops.falseMatch[stops.start]).toBe(0.25);
  expect(stops.falseNonMatch[stops.start]).toBe(0.25);
});
