import * as tf from '@tensorflow/tfjs';
import { checkSettings } from '@siamese/runner';
import { network } from '../network.ts';
import { presetFor, presets, settingsOf, type PresetName } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

describe('settingsOf', () => {
  it('lays what was typed over the preset over the defaults', () => {
    expect(settingsOf('voices', {})).toMatchObject({ data: 'voices', steps: presets.voices.steps, far: 0.01 });
    expect(settingsOf('voices', { steps: 7 }).steps).toBe(7);
    expect(settingsOf('voices', { epochs: 3 })).toMatchObject({ epochs: 3, steps: 0 });
  });
  it('takes the preset of the data where none was typed', () => {
    expect([undefined, 'fsdd-digits', 'my/folder'].map(presetFor)).toEqual(['voices', 'fsdd-digits', 'own']);
  });
});

it.each(Object.keys(presets) as PresetName[])('%s goes together', (name) => {
  expect(() => checkSettings(settingsOf(name, {}))).not.toThrow();
});

it('is AudioSiamese with seed-000, and its encoder with ge2e', () => {
  const published = { network: 'mel-cnn-lstm', dimensions: 256, frontEnd: 'tacotron', rate: 22_050 };
  expect(settingsOf('seed-000', {})).toMatchObject({ ...published, seconds: 5, optimizer: 'rmsprop', batch: 16 });
  expect(settingsOf('seed-000', {})).toMatchObject({ loss: 'binary-cross-entropy', head: 'distance' });
  expect(settingsOf('ge2e', {})).toMatchObject({ ...published, seconds: 3, loss: 'ge2e' });
  const { encoder } = network(settingsOf('seed-000', {}), 1);
  expect(encoder.model.countParams()).toBe(2_669_184);
  encoder.model.dispose();
});
