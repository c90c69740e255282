import { createRandom, type Labelled } from '@siamese/core';
import type { Picture } from '@siamese/image';
import { draw, side } from './draw.ts';
import { drawer } from './drawer.ts';
import { strokeProgram } from './stroke-program.ts';

const drawers = 20;
const classes = { train: 800, calibration: 100, test: 100 } as const;

/** The three parts of the embedded data set; no class and no drawer is in two of them. */
export type Scribbles = {
  readonly train: Labelled<Picture>;
  readonly calibration: Labelled<Picture>;
  readonly test: Labelled<Picture>;
};

/**
 * Characters of invented alphabets, drawn by a seeded program: 1,000 classes, each drawn once by each of its part's 20
 * drawers, 28 x 28, white on black. A class is a random program of strokes, a drawer a style; `groups` names the drawer.
 */
export function scribbles({ seed }: { seed: number }): Scribbles {
  return {
    train: scribblesPart('train', seed),
    calibration: scribblesPart('calibration', seed),
    test: scribblesPart('test', seed),
  };
}

/** One of the three parts by itself. */
export function scribblesPart(name: keyof typeof classes, seed: number): Labelled<Picture> {
  const people = Array.from({ length: drawers }, (_, d) => drawer(createRandom(seed, 'scribbles', name, 'drawer', d)));
  const items: Picture[] = [];
  const labels: string[] = [];
  const groups: string[] = [];
  for (let c = 0; c < classes[name]; c++) {
    const random = createRandom(seed, 'scribbles', name, 'class', c);
    const program = strokeProgram(random);
    people.forEach((person, d) => {
      items.push({ width: side, height: side, channels: 1, data: draw(program, person, random) });
      labels.push(`${name}-${String(c).padStart(3, '0')}`);
      groups.push(`${name}-drawer-${String(d).padStart(2, '0')}`);
    });
  }
  return { items, labels, groups };
}
