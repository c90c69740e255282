import {
  onEachBackend,
  testBatches,
  testBatchLoss,
  testDistance,
  testEncoder,
  testIndex,
  testMiner,
  testPairLoss,
  testPairMiner,
  testTripletLoss,
} from '@siamese/testing';
import { cosine, dot, euclidean, lp, manhattan, snr, squaredEuclidean } from './distances/index.ts';
import { episodes, groups, matches, pairs, triplets, views } from './generators/index.ts';
import { exactIndex, indexBytes, indexFrom } from './knn/index.ts';
import { binaryCrossEntropy, contrastive, supervisedContrastive, triplet } from './losses/index.ts';
import {
  angularTriplets,
  balanced,
  batchAll,
  batchEasyHard,
  batchHard,
  distanceWeighted,
  everyPair,
  hardestPairs,
  hardNegativePairs,
  histogramPairs,
  marginPairs,
  marginTriplets,
  multiSimilarityPairs,
  nHard,
  randomHard,
  semiHard,
} from './mining/index.ts';
import { createRandom } from './random.ts';
import { tinyPictureEncoder, tinyPictures, tinySequenceEncoder, tinySequences } from './tiny-encoders.testing.ts';

const distances = [euclidean, squaredEuclidean, manhattan, cosine, dot, snr, lp(3)];

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  for (const distance of distances) testDistance(distance);

  testPairLoss('contrastive', contrastive());
  testPairLoss('contrastive on a similarity', contrastive({ distance: cosine }));
  testPairLoss('binaryCrossEntropy', binaryCrossEntropy());
  testTripletLoss('with a margin', triplet());
  testTripletLoss('with a soft margin', triplet({ margin: 'soft' }));
  testTripletLoss('with swap', triplet({ swap: true }));
  testTripletLoss('on a similarity', triplet({ margin: 0.2, distance: cosine, swap: true }));
  testBatchLoss('supervisedContrastive', supervisedContrastive({ temperature: 0.5 }));

  const miners = [
    batchHard(),
    semiHard(),
    batchAll(),
    batchEasyHard(),
    batchEasyHard({ positive: 'semiHard', negative: 'hard' }),
    batchEasyHard({ positive: 'all', negative: 'hard' }),
    marginTriplets({ margin: 0.5 }),
    nHard({ positives: 2, negatives: 3 }),
    randomHard(),
  ];
  for (const miner of miners) testMiner(miner, [euclidean, cosine]);
  // These two reckon with points of a space, which the values of the contract are not on a similarity.
  for (const miner of [angularTriplets(), distanceWeighted({ dimensions: 4 })]) testMiner(miner, [euclidean]);
  const pairMiners = [
    everyPair(),
    balanced(everyPair()),
    marginPairs(),
    multiSimilarityPairs(),
    hardestPairs(),
    hardNegativePairs(),
    histogramPairs({ bins: 4 }),
  ];
  for (const miner of pairMiners) testPairMiner(miner, [euclidean, cosine]);

  testIndex('that compares with every row', () => exactIndex({ distance: euclidean }));
  testIndex('that was saved', () => indexFrom(indexBytes(exactIndex({ distance: euclidean }))));
  testEncoder('of pictures', tinyPictureEncoder, tinyPictures().items.slice(0, 5), createRandom);
  testEncoder('of sequences', tinySequenceEncoder, tinySequences().items.slice(0, 5), createRandom);
});

const labels = Array.from({ length: 60 }, (_, i) => `class-${i % 7}`);
testBatches('pairs', pairs({ size: 8 }), labels);
testBatches('triplets', triplets({ size: 8 }), labels);
testBatches('groups', groups({ classes: 4, perClass: 3 }), labels);
testBatches('episodes', episodes({ ways: 3, shots: 2 }), labels);
testBatches('matches', matches({ size: 4 }), labels);
testBatches('views', views({ size: 16 }), labels);
