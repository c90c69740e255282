import { nearestNeighbours } from './nearest-neighbours.ts';

test('the nearest of every row, itself first', () => {
  // On a line: 0, 3, 4, 10
  const { indices, distances } = nearestNeighbours(Float32Array.of(0, 0, 3, 0, 4, 0, 10, 0), 4, 2, 3);
  expect(indices).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 1, 0],
    [3, 2, 1],
  ]);
  expect(distances).toEqual([
    [0, 3, 4],
    [0, 1, 3],
    [0, 1, 4],
    [0, 6, 7],
  ]);
});

test('equal rows: a row itself comes first, then the lower one', () => {
  expect(nearestNeighbours(new Float32Array(3), 3, 1, 3).indices).toEqual([
    [0, 1, 2],
    [1, 0, 2],
    [2, 0, 1],
  ]);
});
