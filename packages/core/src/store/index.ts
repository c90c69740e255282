export { formatVersion, modelFileName } from './model-file.ts';
export { type EncoderParts, modelFrom, type ModelParts, readModel } from './read-model.ts';
export { checkStorePath, memoryStore, type Store } from './store.ts';
export { type ModelNotes, writeModel } from './write-model.ts';
