export { announce, announceFigure } from './announce.ts';
export { backendNames, chooseBackend } from './backend/index.ts';
export type { Backend, BackendName } from './backend/index.ts';
export { bundleApp } from './bundle-app.ts';
export { byClass } from './by-class.ts';
export { dataFolders, findDataSet } from './data-folder.ts';
export { allOf, decodeOrSay, ownFiles, splitOwn } from './data/index.ts';
export type { OwnSources, Split } from './data/index.ts';
export { figureOf, measure, measureBaseline, setThreshold, worstPairs } from './evaluate/index.ts';
export type { DataSet, Measured, MeasureSettings, ScoredPair, Sides } from './evaluate/index.ts';
export { exitCodeOf, runToExit, sentence, UsageError } from './errors/index.ts';
export {
  addMachineFlags,
  createProgram,
  numberBetween,
  positiveNumber,
  realNumber,
  wholeNumber,
  wholeNumbers,
} from './flags/index.ts';
export { count, duration, percent } from './format.ts';
export { encoderOf } from './modality.ts';
export type { Modality, Usable } from './modality.ts';
export { showProgress, stopOnInterrupt, writeMetrics } from './hooks/index.ts';
export { fromHere, here, shown } from './paths.ts';
export { note, print } from './print.ts';
export { secondsSince } from './seconds-since.ts';
export {
  createRunFolder,
  findModel,
  isBegun,
  joinSeeds,
  keepCheckpoint,
  openLines,
  readCheckpoint,
  readLines,
  readRecord,
  versionsOf,
  writeRecord,
} from './run-folder/index.ts';
export {
  checkResume,
  checkSettings,
  joinedNames,
  losses,
  lossNames,
  minerNames,
  nextCommands,
  numbersOf,
  objective,
  objectiveOptions,
  readFinished,
  reportContent,
  runOptions,
  sayNext,
  settingOptions,
  settingsAmong,
  settingsWords,
  sizesOf,
  startedAs,
  trainOne,
  typedCommand,
  writeFinished,
  writeResult,
  writeSamples,
  writeStrangers,
} from './training/index.ts';
export type {
  Finished,
  ItemFiles,
  LossName,
  MachineFlags,
  Learner,
  MinerName,
  Objective,
  ObjectiveSettings,
  OneOf,
  RunFlags,
  RunnerWords,
  RunOf,
  Samples,
  Trained,
} from './training/index.ts';
export { addEvaluate, addTrain, addUseFlags, addVerbs, embed, evaluate, useModel } from './verbs/index.ts';
export type { EmbedFlags, EvaluateFlags, MeasureFlags, UseFlags, VerbsOf } from './verbs/index.ts';
export type { LineFile, Result, ResultFigure, RunRecord, SeedFigure } from './run-folder/index.ts';
