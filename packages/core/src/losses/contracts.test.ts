import {
  onEachBackend,
  testBatchLoss,
  testMatchLoss,
  testPairLoss,
  testScoreLoss,
  testTripletLoss,
} from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import {
  angle,
  circle,
  cosent,
  cosineRegression,
  infoNce,
  margin,
  marginOfTriplets,
  type MatchLoss,
  megaBatchMargin,
  multiSimilarity,
  nPairs,
  ntXent,
  onlineContrastive,
  siglip,
} from './index.ts';

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  testPairLoss('onlineContrastive', onlineContrastive());
  testPairLoss('margin', margin({ beta: 0.7, learned: false }));
  testTripletLoss('marginOfTriplets', marginOfTriplets({ beta: 0.7, learned: false }));
  testBatchLoss('multiSimilarity', multiSimilarity({ beta: 10 }));
  testBatchLoss('circle', circle({ scale: 8 }), { constants: true });
  testBatchLoss('ntXent', ntXent({ temperature: 0.5 }));
  testScoreLoss('angle', angle({ temperature: 0.5 }));
  testMatchLoss('infoNce, symmetric', infoNce({ temperature: 0.5, symmetric: true }));
  // variables live on the backend that is set when they are made
  const learning = (make: () => MatchLoss): MatchLoss => {
    let loss: MatchLoss | undefined;
    beforeAll(() => void (loss = make()));
    afterAll(() => tf.dispose([...loss!.variables!]));
    return Object.assign((...args: Parameters<MatchLoss>) => loss!(...args), { kind: 'match' as const });
  };
  testMatchLoss(
    'siglip',
    learning(() => siglip()),
  );

  if (backend !== 'cpu') return;
  // made of the same operations as the ones above
  testPairLoss('onlineContrastive on a similarity', onlineContrastive({ distance: cosine }));
  testPairLoss('margin on a similarity', margin({ beta: 0.7, learned: false, distance: cosine }));
  testScoreLoss('cosineRegression', cosineRegression());
  testScoreLoss('cosent', cosent({ temperature: 0.5 }));
  testMatchLoss('infoNce', infoNce({ temperature: 0.5 }));
  testMatchLoss(
    'infoNce, learned',
    learning(() => infoNce({ temperature: 0.5, learned: true })),
  );
  testMatchLoss('megaBatchMargin', megaBatchMargin());
  testMatchLoss('nPairs', nPairs({ l2: 0.1 }));
});
