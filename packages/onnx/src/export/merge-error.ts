/** The graphs of a function for several lengths are not one graph in which only lengths differ. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}
