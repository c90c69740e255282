import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What an ES module program prints, run by Node in this package's folder: jest loads modules otherwise than Node does. */
export async function runProgram(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: `${__dirname}/../..` },
  );
  return stdout.trim();
}
