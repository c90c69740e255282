export { keepLatent, readLatent } from './keep-latent.ts';
export type { LatentFrame } from './keep-latent.ts';
export { latentSvg } from './latent-svg.ts';
export type { LatentPicture } from './latent-svg.ts';
export { writeAnimation } from './write-animation.ts';
