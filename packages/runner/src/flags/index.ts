export { addMachineFlags, createProgram } from './program.ts';
export { numberBetween, positiveNumber, wholeNumber, wholeNumbers } from './values.ts';
