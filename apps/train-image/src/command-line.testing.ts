import * as tf from '@tensorflow/tfjs';
import { exitCodeOf, sentence } from '@siamese/runner';
import { createCommandLine } from './command-line.ts';

/** What a command printed on standard output and on standard error, and how it ended. */
export type Ended = { readonly code: number; readonly output: string; readonly error: string };

/**
 * Runs a command line in this very process, as `main.ts` does in one of its own; whatever tensors it leaves are disposed. What
 * it writes and its exit code go to the answer.
 */
export async function typed(...args: readonly string[]): Promise<Ended> {
  const written = { output: '', error: '' };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (written.output += String(text)) !== ''),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (written.error += String(text)) !== ''),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  tf.engine().startScope();
  try {
    await createCommandLine().parseAsync(args, { from: 'user' });
    return { code: Number(process.exitCode ?? 0), ...written };
  } catch (error) {
    // commander says itself what is wrong.
    const said = written.error.startsWith('error: ') ? written.error : `${written.error}error: ${sentence(error)}\n`;
    return { code: exitCodeOf(error), output: written.output, error: said };
  } finally {
    tf.engine().endScope();
    for (const variable of Object.values(tf.engine().state.registeredVariables)) variable.dispose();
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
