import {
  arcFace,
  type BatchLoss,
  binaryCrossEntropy,
  circle,
  contrastive,
  cosFace,
  type Distance,
  fastAp,
  ge2e,
  histogram,
  infoNce,
  liftedStructure,
  linearSoftmax,
  type LogitLoss,
  margin,
  marginOfTriplets,
  type MatchLoss,
  multiSimilarity,
  normalizedSoftmax,
  nPairs,
  ntXent,
  onlineContrastive,
  type PairLoss,
  proxyAnchor,
  proxyNca,
  rankedList,
  siglip,
  snrContrastive,
  softNearestNeighbours,
  softTriple,
  sphereFace,
  subCentreArcFace,
  supervisedContrastive,
  surrogatePrecision,
  triplet,
  type TripletLoss,
} from '@siamese/core';
import type { LossName } from './names.ts';

/** The numbers that a loss may be told. */
export type LossNumbers = { readonly margin: number; readonly temperature: number; readonly scale: number };

/** What a loss is made from. */
export type Making = LossNumbers & {
  readonly distance: Distance;
  /** The classes that are trained on, the length of an embedding and the seed: for those with a vector for each class. */
  readonly classes: readonly string[];
  readonly dimensions: number;
  readonly seed: number;
};

/** A loss of any kind; which batches it gets follows from its kind. */
export type AnyLoss = PairLoss | LogitLoss | TripletLoss | BatchLoss | MatchLoss;

/** A loss by name: the numbers it takes, with what they are unless told, and how it is made. */
export type LossEntry = { readonly takes: Partial<LossNumbers>; readonly make: (o: Making) => AnyLoss };

/** Every loss that takes labels. */
export const losses: Readonly<Record<LossName, LossEntry>> = {
  // pairs
  contrastive: { takes: { margin: 1 }, make: (o) => contrastive({ margin: o.margin, distance: o.distance }) },
  'online-contrastive': {
    takes: { margin: 0.5 },
    make: (o) => onlineContrastive({ margin: o.margin, distance: o.distance }),
  },
  margin: { takes: { margin: 0.2 }, make: (o) => margin({ margin: o.margin }) },
  'binary-cross-entropy': { takes: {}, make: () => binaryCrossEntropy() },
  // triplets
  triplet: { takes: { margin: 1 }, make: (o) => triplet({ margin: o.margin, distance: o.distance }) },
  'soft-triplet': { takes: {}, make: (o) => triplet({ margin: 'soft', distance: o.distance }) },
  'margin-of-triplets': { takes: { margin: 0.2 }, make: (o) => marginOfTriplets({ margin: o.margin }) },
  // matched rows
  'info-nce': { takes: { temperature: 0.05 }, make: (o) => infoNce({ temperature: o.temperature }) },
  siglip: { takes: { scale: 10 }, make: (o) => siglip({ scale: o.scale }) },
  'n-pairs': { takes: {}, make: () => nPairs() },
  // groups
  'supervised-contrastive': {
    takes: { temperature: 0.1 },
    make: (o) => supervisedContrastive({ temperature: o.temperature }),
  },
  'nt-xent': { takes: { temperature: 0.07 }, make: (o) => ntXent({ temperature: o.temperature }) },
  'multi-similarity': { takes: { scale: 50 }, make: (o) => multiSimilarity({ beta: o.scale }) },
  circle: { takes: { margin: 0.4, scale: 80 }, make: (o) => circle({ margin: o.margin, scale: o.scale }) },
  'lifted-structure': { takes: { margin: 1 }, make: (o) => liftedStructure({ margin: o.margin }) },
  'soft-nearest-neighbours': {
    takes: { temperature: 1 },
    make: (o) => softNearestNeighbours({ temperature: o.temperature }),
  },
  'fast-ap': { takes: {}, make: () => fastAp() },
  'ranked-list': { takes: { margin: 0.4 }, make: (o) => rankedList({ margin: o.margin }) },
  'surrogate-precision': {
    takes: { temperature: 0.01 },
    make: (o) => surrogatePrecision({ temperature: o.temperature }),
  },
  histogram: { takes: {}, make: () => histogram() },
  'snr-contrastive': { takes: { margin: 1 }, make: (o) => snrContrastive({ margin: o.margin }) },
  ge2e: { takes: { scale: 10 }, make: (o) => ge2e({ w: o.scale }) },
  // groups, and a vector for each class
  softmax: { takes: {}, make: (o) => linearSoftmax(ofClasses(o)) },
  'normalized-softmax': {
    takes: { temperature: 0.05 },
    make: ({ temperature, ...o }) => normalizedSoftmax({ ...ofClasses(o), temperature }),
  },
  'arc-face': {
    takes: { margin: 0.5, scale: 64 },
    make: ({ margin: m, scale, ...o }) => arcFace({ ...ofClasses(o), margin: m, scale }),
  },
  'cos-face': {
    takes: { margin: 0.35, scale: 64 },
    make: ({ margin: m, scale, ...o }) => cosFace({ ...ofClasses(o), margin: m, scale }),
  },
  'sphere-face': {
    takes: { margin: 4, scale: 1 },
    make: ({ margin: m, scale, ...o }) => sphereFace({ ...ofClasses(o), margin: m, scale }),
  },
  'sub-centre-arc-face': {
    takes: { margin: 0.5, scale: 64 },
    make: ({ margin: m, scale, ...o }) => subCentreArcFace({ ...ofClasses(o), margin: m, scale }),
  },
  'proxy-nca': { takes: { scale: 1 }, make: ({ scale, ...o }) => proxyNca({ ...ofClasses(o), scale }) },
  'proxy-anchor': {
    takes: { margin: 0.1, scale: 32 },
    make: ({ margin: m, scale, ...o }) => proxyAnchor({ ...ofClasses(o), margin: m, alpha: scale }),
  },
  'soft-triple': {
    takes: { margin: 0.01, scale: 20 },
    make: ({ margin: m, scale, ...o }) => softTriple({ ...ofClasses(o), margin: m, scale }),
  },
};

function ofClasses({ classes, dimensions, seed }: Pick<Making, 'classes' | 'dimensions' | 'seed'>) {
  return { classes, dimensions, seed };
}
