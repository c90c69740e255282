import { html } from '../report/escape-html.ts';

/** Okabe and Ito's colours, which people of every colour vision can tell apart, and two more. */
const colours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#6a3d9a',
  '#7f4f24',
  '#8a9a00',
  '#222222',
] as const;
const others = '#b8bcc2';

const [width, height] = [720, 600];
const plot = { left: 56, top: 64, side: 480 } as const;

/** One picture of a latent space of two dimensions. */
export type LatentPicture = {
  readonly title: string;
  /** How far the training is: `epoch 3 of 10`. */
  readonly counter: string;
  /** x and y of each item in turn. */
  readonly points: readonly number[];
  readonly labels: readonly string[];
};

/**
 * Draws items where their embeddings lie, a colour for each class (ten; the rest are grey), with a title, a legend, the
 * counter and the range of both axes, which are of one scale. Items whose embedding is not finite are left out.
 */
export function latentSvg({ title, counter, points, labels }: LatentPicture): string {
  const classes = [...new Set(labels)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const colourOf = new Map(classes.map((label, i) => [label, colours[i] ?? others]));
  const { at, low, high } = scaleOf(points);
  const dots = labels.flatMap((label, i) => {
    const [x, y] = [points[2 * i]!, points[2 * i + 1]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
    const place = `cx="${(plot.left + at(x, 0)).toFixed(1)}" cy="${(plot.top + plot.side - at(y, 1)).toFixed(1)}"`;
    return [`<circle ${place} r="3" fill="${colourOf.get(label)!}" fill-opacity=".75"/>`];
  });
  const right = plot.left + plot.side;
  const bottom = plot.top + plot.side;
  const shown = classes.slice(0, colours.length);
  const rest = classes.length - shown.length;
  const legend = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].map((name, i) => {
    const y = plot.top + 14 + 26 * i;
    return html`<circle cx="${right + 28}" cy="${y}" r="6" fill="${colours[i] ?? others}" /><text
        x="${right + 44}"
        y="${y + 5}"
        >${name}</text
      >`.html;
  });
  const number = (value: number): string => String(Number(value.toPrecision(2)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="15" fill="#1d2125">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    html`<text x="${plot.left}" y="36" font-size="22" font-weight="600">${title}</text>`.html,
    html`<text x="${right}" y="${plot.top - 12}" text-anchor="end" fill="#5f6872">${counter}</text>`.html,
    `<rect x="${plot.left}" y="${plot.top}" width="${plot.side}" height="${plot.side}" fill="none" stroke="#dfe1e4"/>`,
    `<g font-size="12" fill="#5f6872"><text x="${plot.left}" y="${bottom + 18}">${number(low[0])}</text>`,
    `<text x="${right}" y="${bottom + 18}" text-anchor="end">${number(high[0])}</text>`,
    `<text x="${plot.left - 6}" y="${bottom}" text-anchor="end">${number(low[1])}</text>`,
    `<text x="${plot.left - 6}" y="${plot.top + 12}" text-anchor="end">${number(high[1])}</text></g>`,
    ...dots,
    ...legend,
    '</svg>',
  ].join('\n');
}

/** A square around all points, a little larger. */
function scaleOf(points: readonly number[]): {
  at(value: number, axis: 0 | 1): number;
  low: readonly [number, number];
  high: readonly [number, number];
} {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  points.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    low[i % 2] = Math.min(low[i % 2]!, value);
    high[i % 2] = Math.max(high[i % 2]!, value);
  });
  const middle = [0, 1].map((axis) => (high[axis]! >= low[axis]! ? (low[axis]! + high[axis]!) / 2 : 0));
  const reach = 0.53 * Math.max(high[0]! - low[0]!, high[1]! - low[1]!, 1e-6);
  const end = (sign: number): readonly [number, number] => [middle[0]! + sign * reach, middle[1]! + sign * reach];
  return {
    at: (value, axis) => ((value - middle[axis]! + reach) / (2 * reach)) * plot.side,
    low: end(-1),
    high: end(1),
  };
}
