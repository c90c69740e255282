import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunFolder, stamp } from './create.ts';
import { findModel } from './latest.ts';
import { openLines } from './lines.ts';
import { readRecord, writeRecord } from './record.ts';
import { joinSeeds } from './result.ts';

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-run-'));
  process.env['INIT_CWD'] = place;
});
afterEach(() => {
  rmSync(place, { recursive: true });
  delete process.env['INIT_CWD'];
});

const makeModel = (folder: string, seconds: number): string => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'siamese.json'), '{}');
  utimesSync(join(folder, 'siamese.json'), seconds, seconds);
  return folder;
};

describe('createRunFolder', () => {
  it('is named after the preset and the time, below where the person stands', () => {
    const time = new Date(2026, 0, 2, 3, 4, 5);
    expect(stamp(time)).toBe('20260102-030405');
    expect(createRunFolder('best', { time })).toBe(join(place, 'runs', 'best-20260102-030405'));
    expect(createRunFolder('best', { time })).toBe(join(place, 'runs', 'best-20260102-030405-2'));
  });
  it('throws below a file', () => {
    writeFileSync(join(place, 'file'), '');
    expect(() => createRunFolder('best', { runs: 'file/runs' })).toThrow(/ENOTDIR/);
  });
});

describe('findModel', () => {
  it('takes the latest run that has a model, and a seed of it', () => {
    mkdirSync(join(place, 'runs', 'best-3'), { recursive: true });
    makeModel(join(place, 'runs', 'best-1', 'model'), 1000);
    const latest = makeModel(join(place, 'runs', 'best-2', 'seed-1', 'model'), 2000);
    makeModel(join(place, 'runs', 'best-2', 'seed-2', 'model'), 3000);
    expect(findModel()).toBe(latest);
    expect(findModel('runs/best-1')).toBe(join(place, 'runs', 'best-1', 'model'));
    expect(findModel('runs/best-1/model')).toBe(join(place, 'runs', 'best-1', 'model'));
  });
  it('says what is missing', () => {
    expect(() => findModel()).toThrow(/no model below runs; train one first/);
    mkdirSync(join(place, 'empty'));
    expect(() => findModel('empty')).toThrow(/empty holds no model: its siamese.json is missing/);
    expect(() => findModel('gone')).toThrow(/gone is not there/);
  });
});

describe('openLines', () => {
  it('writes an object a line', () => {
    const lines = openLines(join(place, 'metrics.jsonl'));
    lines.write({ step: 1, loss: 0.5 });
    lines.write({ step: 2, loss: 0.25 });
    lines.close();
    expect(readFileSync(join(place, 'metrics.jsonl'), 'utf8')).toBe('{"step":1,"loss":0.5}\n{"step":2,"loss":0.25}\n');
  });
});

describe('joinSeeds', () => {
  it('is the mean over the seeds, all of them listed', () => {
    const protocol = 'all pairs of the test set';
    const joined = joinSeeds([
      { eer: { value: 0.03, low: 0.02, high: 0.05, n: 10, baseline: 0.3, protocol } },
      { eer: { value: 0.05, low: 0.04, high: 0.07, n: 10, baseline: 0.3, protocol } },
    ]);
    expect(joined['eer']!.value).toBeCloseTo(0.04, 12);
    expect(joined['eer']!.low).toBeCloseTo(0.03, 12);
    expect(joined['eer']!.high).toBeCloseTo(0.06, 12);
    expect(joined['eer']).toMatchObject({ n: 10, perSeed: [0.03, 0.05], baseline: 0.3, protocol });
  });
  it('leaves out what one seed lacks', () => {
    expect(joinSeeds([{ knn: { value: 1, n: 1, protocol: '' } }, {}])).toEqual({});
  });
});

describe('readRecord', () => {
  it('gives what was written, and says what is no run, what is finished and what is damaged', async () => {
    const folder = createRunFolder('best');
    expect(() => readRecord(folder)).toThrow(/is no run that can go on: its run\.json is missing/);
    await writeRecord(folder, { schema: 1, command: 'npm start', flags: { seed: 3 } });
    expect(readRecord(folder)).toEqual({ folder, record: { schema: 1, command: 'npm start', flags: { seed: 3 } } });
    writeFileSync(join(folder, 'run.json'), '{"schema":');
    expect(() => readRecord(folder)).toThrow(SyntaxError);
    for (const other of ['null', '[]', '{}', '{"schema":2,"command":"npm start","flags":{}}']) {
      writeFileSync(join(folder, 'run.json'), other);
      expect(() => readRecord(folder)).toThrow(
        /run\.json must hold schema 1, command and flags, .* of another version/,
      );
    }
    writeFileSync(join(folder, 'result.json'), '{}');
    expect(() => readRecord(folder)).toThrow(/is finished; there is nothing to resume/);
  });
});
