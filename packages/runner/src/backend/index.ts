export { chooseBackend } from './choose.ts';
export type { Backend } from './choose.ts';
export { backendNames } from './names.ts';
export type { BackendName } from './names.ts';
