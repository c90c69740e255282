export { addMachineFlags, createProgram } from './program.ts';
export { numberBetween, positiveNumber, realNumber, wholeNumber, wholeNumbers } from './values.ts';
