import { auc, dirAtFar, fprAtTpr, openSetAt, openSetCurve, openSetFigure, oscr, strangerAuroc } from '../index.ts';
import { createRandom } from '../../random.ts';
import { oracle } from '../oracle.testing.ts';

const searches = {
  known: [0.9, 0.8, 0.6, 0.4],
  right: [true, false, true, true],
  strangers: [0.7, 0.5, 0.3, 0.2],
};

test('the curve of eight searches, by hand', () => {
  const curve = openSetCurve(searches);
  expect([...curve.identified]).toEqual([0, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 0.75]);
  expect([...curve.falseMatchRate]).toEqual([0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 1]);
  // The three named rightly are above 4, 3 and 2 of 4 strangers, of 4 x 4.
  expect(oscr(curve)).toBeCloseTo(9 / 16, 12);
  expect(dirAtFar(curve, 0)).toBe(0.25);
  expect(dirAtFar(curve, 0.3)).toBe(0.5);
  expect(dirAtFar(curve, 1)).toBe(0.75);
  expect(fprAtTpr(curve)).toBe(0.5);
  expect(auc(curve)).toBe(strangerAuroc(searches));
  const { identified } = openSetAt(searches, 0.6, { seed: 1 });
  expect(curve.identified[curve.thresholds.indexOf(0.6)]).toBe(identified.value);
});

test.each(oracle.openSet.map((each, at) => [at, each] as const))('case %i agrees with a naive loop', (_, each) => {
  const curve = openSetCurve(each);
  expect(auc(curve)).toBeCloseTo(each.auroc, 8);
  expect(fprAtTpr(curve)).toBeCloseTo(each.fprAt95, 8);
  expect(oscr(curve)).toBeCloseTo(each.oscr, 8);
  expect(dirAtFar(curve, 0.1)).toBeCloseTo(each.dirAt10, 8);
});

test('intervals draw known people and strangers apart, whole identities where asked', () => {
  const random = createRandom(2);
  const labels = Array.from({ length: 200 }, (_, item) => `p${item % 25}`);
  const of = labels.map((label) => (Number(label.slice(1)) % 2) * 2);
  const many = {
    known: of.map((shift) => shift + random.normal()),
    right: labels.map((label) => label !== 'p3'),
    strangers: of.map((shift) => shift - 2 + random.normal()),
  };
  const width = ({ low, high }: { low?: number; high?: number }) => high! - low!;
  for (const figure of [oscr, auc]) {
    const bySearch = openSetFigure(many, figure, { seed: 1 });
    const byPerson = openSetFigure(many, figure, { seed: 1, knownLabels: labels, strangerLabels: labels });
    expect(bySearch).toMatchObject({ value: figure(openSetCurve(many)), n: 400 });
    expect(bySearch.low! < bySearch.value && bySearch.value < bySearch.high!).toBe(true);
    expect(width(byPerson)).toBeGreaterThan(1.3 * width(bySearch));
    expect(openSetFigure(many, figure, { seed: 1 })).toEqual(bySearch);
  }
  // An AUROC of two normal distributions has a known deviation (Hanley and McNeil 1982): no more than half as wide again.
  const a = auc(openSetCurve(many));
  const [q1, q2] = [a / (2 - a), (2 * a * a) / (1 + a)];
  const deviation = Math.sqrt((a * (1 - a) + 199 * (q1 - a * a) + 199 * (q2 - a * a)) / 40_000);
  const ratio = width(openSetFigure(many, auc, { seed: 2 })) / (2 * 1.96 * deviation);
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.2);
});

test('scores that are no numbers are named; nobody known, no strangers and lengths are errors', () => {
  expect(() => openSetCurve({ ...searches, strangers: [1, NaN] })).toThrow('got NaN for stranger 1');
  expect(() => openSetCurve({ ...searches, known: [1, 1, Infinity, 1] })).toThrow('got Infinity for known person 2');
  expect(() => openSetCurve({ ...searches, strangers: [] })).toThrow('same and different pairs, got 4 and 0');
  expect(() => openSetCurve({ ...searches, right: [true] })).toThrow(
    'known and right must have one length, got 4 and 1',
  );
  expect(() => dirAtFar(openSetCurve(searches), -1)).toThrow('far must be between 0 and 1, got -1');
  expect(() => openSetFigure(searches, oscr, { seed: 1, knownLabels: ['a'] })).toThrow('known and knownLabels');
});
