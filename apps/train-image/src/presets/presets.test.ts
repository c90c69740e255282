import { defaults } from '../defaults.ts';
import { checkSettings } from '../objective.ts';
import { presets, settingsOf, type PresetName } from './index.ts';

describe('settingsOf', () => {
  it('lays what was typed over the data set over the preset over the defaults', () => {
    expect(settingsOf('best', {})).toMatchObject({ data: 'scribbles', network: 'resnet', margin: defaults.margin });
    expect(settingsOf('best', { data: 'mnist' }).steps).toBe(presets.best.for!['mnist']!.steps);
    expect(settingsOf('best', { data: 'mnist', steps: 7 }).steps).toBe(7);
    expect(settingsOf('best', { data: '/my/folder' }).perClass).toBe(presets.best.for!['folder']!.perClass);
    expect(settingsOf('best', { epochs: 3 })).toMatchObject({ epochs: 3, steps: 0 });
  });
  it.each(Object.keys(presets) as PresetName[])('%s goes together', (name) => {
    expect(() => checkSettings(settingsOf(name, {}))).not.toThrow();
  });
  it.each(['softmax', 'contrastive', 'binary-cross-entropy', 'triplet'] as const)(
    'lenet-2d takes the loss %s',
    (loss) => {
      const s = settingsOf('lenet-2d', { loss });
      expect(() => checkSettings(s)).not.toThrow();
      expect(s).toMatchObject({ network: 'lenet', dimensions: 2, normalize: false, head: 'difference' });
    },
  );
  it('is fifteen epochs of 157 steps of 64 same and 64 different pairs with cnn', () => {
    expect(settingsOf('cnn', {})).toMatchObject({
      network: 'small-cnn',
      dimensions: 28,
      batch: 128,
      steps: 2355,
      head: 'distance',
    });
  });
  it('is the tutorial exactly with mlp', () => {
    expect(settingsOf('mlp', {})).toMatchObject({
      data: 'mnist',
      network: 'mlp',
      dimensions: 128,
      normalize: false,
      distance: 'euclidean',
      loss: 'contrastive',
      margin: 1,
      batch: 32,
      epochs: 5,
      steps: 0,
      optimizer: 'adam',
      learningRate: 1e-3,
      schedule: 'constant',
      threshold: 0.5,
      augment: 'none',
    });
  });
});
