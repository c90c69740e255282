export { onEachBackend, type BackendLoaders } from './backends.ts';
export { differencesOf, expectGradient, gradientOf, type ScalarOf } from './finite-differences.ts';
