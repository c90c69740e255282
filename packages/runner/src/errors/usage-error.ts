/** What was typed cannot be meant: exit code 2, one sentence, nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
