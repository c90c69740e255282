import { Option } from 'commander';
import { addMachineFlags, createProgram } from './program.ts';
import { numberBetween, positiveNumber, wholeNumber, wholeNumbers } from './values.ts';

function run(...args: readonly string[]): { options?: Record<string, unknown>; said: string; code?: string } {
  let said = '';
  let options: Record<string, unknown> | undefined;
  const program = createProgram({ name: 'train', description: 'trains' }).configureOutput({
    writeErr: (text) => void (said += text),
    writeOut: (text) => void (said += text),
  });
  addMachineFlags(program.command('train', { isDefault: true }))
    .addOption(new Option('--epochs <n>', 'epochs').argParser(wholeNumber()).default(5))
    .addOption(new Option('--margin <m>', 'margin').argParser(positiveNumber))
    .action((given: Record<string, unknown>) => void (options = given));
  try {
    program.parse(['node', 'train', ...args]);
    return { options: options!, said };
  } catch (error) {
    return { said, code: (error as { code: string }).code };
  }
}

describe('createProgram', () => {
  it('reads flags of the default verb', () => {
    expect(run('--epochs', '7', '--threads', '2').options).toEqual({ epochs: 7, threads: 2 });
  });
  it('names the nearest known flag', () => {
    const { said, code } = run('--epoch', '7');
    expect(code).toBe('commander.unknownOption');
    expect(said).toBe("error: unknown option '--epoch' (Did you mean --epochs?)\n");
  });
  it.each([
    [['--epochs', '-1'], /--epochs <n>.*'-1'.*whole number of at least 1/],
    [['--margin', 'abc'], /--margin <m>.*'abc'.*a number/],
    [['--backend', 'torch'], /--backend <name>.*'torch'.*tensorflow, onnx, wasm, cpu/],
  ])('refuses %j in one sentence', (args, expected) => {
    const { said, code } = run(...args);
    expect(code).toBe('commander.invalidArgument');
    expect(said).toMatch(expected);
    expect(said.trim().split('\n')).toHaveLength(1);
  });
  it('shows defaults in its help', () => {
    const { said, code } = run('train', '--help');
    expect(code).toBe('commander.helpDisplayed');
    expect(said).toMatch(/--epochs <n> +epochs \(default: 5\)/);
  });
});

describe('flag values', () => {
  it('reads numbers', () => {
    expect(wholeNumber(0)('0')).toBe(0);
    expect(positiveNumber('1e-3')).toBe(0.001);
    expect(numberBetween(0, 1)('1')).toBe(1);
    expect(wholeNumbers()('1,2,3')).toEqual([1, 2, 3]);
  });
  it.each([
    [() => wholeNumber()('1.5')],
    [() => wholeNumber()('')],
    [() => positiveNumber('0')],
    [() => numberBetween(0, 1)('1.01')],
    [() => wholeNumbers()('1,1')],
    [() => wholeNumbers()('1,')],
  ])('refuses what is out of range', (read) => {
    expect(read).toThrow(/must be|twice/);
  });
});
