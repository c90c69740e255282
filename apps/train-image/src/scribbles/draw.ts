import type { Random } from '@siamese/core';
import type { Drawer } from './drawer.ts';
import { pointOn, type Point, type Stroke, type StrokeProgram } from './stroke-program.ts';

/** The side of a scribble in pixels. */
export const side = 28;

const segments = 10;

// in a test each `Math.` is a look-up that takes longer than what it finds
const { ceil, floor, max, min, sqrt } = Math;

/** One drawing of a character by a drawer: white ink (255) on black (0), anti-aliased, row by row, `28 * 28` bytes. */
export function draw(program: StrokeProgram, drawer: Drawer, random: Random): Uint8Array {
  const place = placement(drawer, random);
  const pen = Math.max(0.035, drawer.pen * Math.exp(0.1 * random.normal())) * side;
  const ink = new Float32Array(side * side);
  for (const stroke of program) {
    const drawn = bowed(stroke, drawer.bow).map(([x, y]) =>
      place([x + drawer.jitter * random.normal(), y + drawer.jitter * random.normal()]),
    );
    let from = pointOn(drawn, 0);
    for (let i = 1; i <= segments; i++) {
      const to = pointOn(drawn, i / segments);
      addSegment(ink, from, to, pen / 2);
      from = to;
    }
  }
  return Uint8Array.from(ink, (value) => Math.round(255 * value));
}

/** From the unit square to pixels: the drawer's slant, turn and proportions, and where on the paper this drawing came to lie. */
function placement(drawer: Drawer, random: Random): (point: Point) => Point {
  const slant = drawer.slant + 0.06 * random.normal();
  const turn = drawer.turn + 0.06 * random.normal();
  const [width, height] = [drawer.width, drawer.height].map((s) => s * Math.exp(0.06 * random.normal()));
  const [dx, dy] = [0.5 + 0.04 * random.normal(), 0.5 + 0.04 * random.normal()];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return ([x, y]) => {
    const v = (y - 0.5) * height!;
    const u = (x - 0.5) * width! - slant * v;
    return [side * (dx + cos * u - sin * v), side * (dy + sin * u + cos * v)];
  };
}

/** Moves the inner control points away from the chord between the ends (or towards it, for `bow` below 1). */
function bowed(stroke: Stroke, bow: number): Stroke {
  const [a, b] = [stroke[0]!, stroke[stroke.length - 1]!];
  return stroke.map(([x, y], i): Point => {
    const t = i / (stroke.length - 1);
    const [cx, cy] = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    return i === 0 || i === stroke.length - 1 ? [x, y] : [cx + bow * (x - cx), cy + bow * (y - cy)];
  });
}

/** Inks the pixels whose centre is nearer to the segment than the pen's radius, with an edge one pixel soft. */
function addSegment(ink: Float32Array, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const reach = radius + 0.5;
  const left = max(0, floor(min(ax, bx) - reach));
  const right = min(side, ceil(max(ax, bx) + reach));
  const top = max(0, floor(min(ay, by) - reach));
  const bottom = min(side, ceil(max(ay, by) + reach));
  const dx = bx - ax;
  const dy = by - ay;
  const length = max(dx * dx + dy * dy, 1e-12);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const px = x + 0.5 - ax;
      const py = y + 0.5 - ay;
      const t = min(1, max(0, (px * dx + py * dy) / length));
      const value = min(1, reach - sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2));
      if (value > ink[y * side + x]!) ink[y * side + x] = value;
    }
  }
}
