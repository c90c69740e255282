import type { ReportContent } from './content.ts';
import { pictureOf } from './picture.ts';

/** A grey pixel. */
const pixel = pictureOf(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64'),
);

/** A small report with every part, for the tests. */
export const smallContent: ReportContent = {
  title: 'small',
  summary: 'A network for tests.',
  facts: [
    { name: 'Backend', value: 'cpu' },
    { name: 'Command', value: 'npm start -- --seed 1', code: true },
  ],
  figures: [
    {
      key: 'eer',
      name: 'Equal error rate',
      value: 0.031,
      low: 0.027,
      high: 0.035,
      baseline: 0.24,
      better: 'smaller',
      sentence: 'It is wrong about 3 of 100 pairs.',
    },
    { key: 'auc', name: 'Area', value: 0.9941, unit: 'number', better: 'larger', sentence: 'Good.' },
  ],
  notes: ['Few classes.'],
  learning: [{ name: 'training', steps: [0, 1, 2], values: [2, 1, 0.5] }],
  scores: { quantity: 'score', edges: [-2, -1, 0], same: [1, 9], different: [8, 2], threshold: -1 },
  errors: {
    falseMatch: [1, 0.2, 0],
    falseNonMatch: [0, 0.1, 1],
    eer: 0.15,
    operating: { falseMatch: 0.2, falseNonMatch: 0.1 },
    baseline: { falseMatch: [1, 0.5, 0], falseNonMatch: [0, 0.4, 1] },
  },
  items: Array.from({ length: 6 }, (_, i) => ({ label: `class ${i % 2}`, name: `item ${i}`, picture: pixel })),
  map: { items: [0, 1, 2, 3, 4, 5], x: [0, 5, 1, 6, 0, 5], y: [0, 5, 0, 5, 1, 6] },
  stops: {
    thresholds: [-2, -1.2, -1, -0.6],
    falseMatch: [0.5, 0.3, 0.2, 0.1],
    falseNonMatch: [0, 0.05, 0.1, 0.4],
    same: 10,
    different: 10,
    start: 2,
    calibrated: true,
  },
  episodes: {
    ways: 2,
    trials: 40,
    right: 30,
    first: [{ query: 0, candidates: [1, 2], answer: 1, chosen: 1 }],
    wrong: [{ query: 4, candidates: [0, 3], answer: 0, chosen: 1 }],
  },
  mistakes: {
    falseMatches: [
      { a: 0, b: 1, score: -0.5 },
      { a: 2, b: 3, score: -0.8 },
    ],
    falseNonMatches: [{ a: 0, b: 2, score: -1.5 }],
  },
  next: [{ command: 'npm start -- compare a b', what: 'Compare two pictures' }],
};
