import type { Random } from '@siamese/core';

/** A point of the unit square; y grows downwards, as in a picture. */
export type Point = readonly [x: number, y: number];

/** The control points of one Bezier curve: 2 a line, 3 a bow, 4 a wave or a loop. */
export type Stroke = readonly Point[];

/** How a character is drawn: its strokes, in order. Every class has a program of its own. */
export type StrokeProgram = readonly Stroke[];

/** A random character: two to four strokes, most of which begin or end on an earlier one, filling the unit square. */
export function strokeProgram(random: Random): StrokeProgram {
  const count = 2 + random.int(3);
  const strokes: Stroke[] = [];
  for (let i = 0; i < count; i++) strokes.push(randomStroke(strokes, random));
  return fillUnitSquare(strokes);
}

function randomStroke(earlier: readonly Stroke[], random: Random): Stroke {
  const start = earlier.length > 0 && random.float() < 0.7 ? jointOf(earlier, random) : anywhere(random);
  const end = earlier.length > 1 && random.float() < 0.25 ? jointOf(earlier, random) : ahead(start, random);
  const kind = random.float();
  if (kind < 0.35) return [start, end];
  const bend = (0.3 + 0.6 * random.float()) * (random.float() < 0.5 ? -1 : 1);
  if (kind < 0.7) return [start, beside(start, end, 0.5, bend), end];
  const other = random.float() < 0.5 ? -bend : 1.6 * bend;
  return [start, beside(start, end, 0.25, bend), beside(start, end, 0.75, other), end];
}

function anywhere(random: Random): Point {
  return [random.float(), random.float()];
}

/** Where a stroke may be joined: at an end of an earlier one, or in its middle. */
function jointOf(strokes: readonly Stroke[], random: Random): Point {
  return pointOn(strokes[random.int(strokes.length)]!, random.int(3) / 2);
}

/** An end point at a distance worth drawing, inside the square; strokes across and down are commoner than slanted ones. */
function ahead([x, y]: Point, random: Random): Point {
  for (;;) {
    const angle = random.float() < 0.6 ? (random.int(8) * Math.PI) / 4 : 2 * Math.PI * random.float();
    const length = 0.4 + 0.6 * random.float();
    const end: Point = [x + length * Math.cos(angle), y + length * Math.sin(angle)];
    if (end[0] > -0.1 && end[0] < 1.1 && end[1] > -0.1 && end[1] < 1.1) return end;
  }
}

/** The point at share `t` of the way from a to b, moved sideways by `bend` times their distance. */
function beside(a: Point, b: Point, t: number, bend: number): Point {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  return [a[0] + t * dx - bend * dy, a[1] + t * dy + bend * dx];
}

/** The point of a Bezier curve at `t` in [0, 1], by de Casteljau's halving of control points. */
export function pointOn(stroke: Stroke, t: number): Point {
  let points = stroke;
  while (points.length > 1) {
    const next: Point[] = [];
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      next.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
    points = next;
  }
  return points[0]!;
}

/** Scales what will be seen of the strokes to the unit square, each axis by at most twice the other's factor. */
function fillUnitSquare(strokes: readonly Stroke[]): Stroke[] {
  const seen = strokes.flatMap((stroke) => Array.from({ length: 9 }, (_, i) => pointOn(stroke, i / 8)));
  const [left, right] = [Math.min(...seen.map((p) => p[0])), Math.max(...seen.map((p) => p[0]))];
  const [top, bottom] = [Math.min(...seen.map((p) => p[1])), Math.max(...seen.map((p) => p[1]))];
  const [width, height] = [Math.max(right - left, 1e-6), Math.max(bottom - top, 1e-6)];
  const least = Math.max(width, height) / 2;
  const [sx, sy] = [1 / Math.max(width, least), 1 / Math.max(height, least)];
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [0.5 + (x - (left + right) / 2) * sx, 0.5 + (y - (top + bottom) / 2) * sy]),
  );
}
