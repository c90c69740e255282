export { readFinished, writeFinished } from './finished.ts';
export type { Finished } from './finished.ts';
export { losses } from './losses.ts';
export type { AnyLoss, LossEntry, LossNumbers, Making } from './losses.ts';
export { miners } from './miners.ts';
export { distanceNames, headNames, lossNames, minerNames, optimizerNames, scheduleNames } from './names.ts';
export type { LossName, MinerName } from './names.ts';
export { nextCommands } from './next-commands.ts';
export type { RunnerWords } from './next-commands.ts';
export { checkSettings, numbersOf, objective } from './objective.ts';
export type { Objective, ObjectiveSettings, TrainOptions } from './objective.ts';
export { reportContent } from './report-content.ts';
export { checkResume, startedAs } from './resume.ts';
export type { MachineFlags } from './resume.ts';
export { writeSamples, writeStrangers } from './samples.ts';
export type { ItemFiles, Samples } from './samples.ts';
export { sayNext } from './say-next.ts';
export { typedCommand } from './typed-command.ts';
export {
  joinedNames,
  objectiveOptions,
  runOptions,
  settingOptions,
  settingsAmong,
  settingsWords,
} from './train-flags.ts';
export type { RunFlags } from './train-flags.ts';
export { sizesOf, trainOne } from './train-one.ts';
export type { Learner, OneOf, RunOf, Trained } from './train-one.ts';
export { writeResult } from './write-result.ts';
