/** A front end at work. */
export type Features = {
  /** Numbers of a frame. */
  readonly width: number;
  /** Frames of so many samples. */
  framesOf(samples: number): number;
  /** `[frames, width]`, frame by frame, of samples at the front end's rate. */
  of(samples: Float32Array): Float32Array;
  /** What stands in a frame of silence: batches are filled up with it. */
  readonly silence: number;
};
