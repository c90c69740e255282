import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleApp } from './bundle-app.ts';

it('runs without a loader, with the packages and the files beside its sources where they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-bundle-'));
  try {
    const out = join(folder, 'app.mjs');
    // It takes esbuild, and reads a style sheet that lies beside it.
    await bundleApp(join(__dirname, 'report', 'bundle-page.ts'), out);
    const run = `import(${JSON.stringify(pathToFileURL(out).href)}).then((app) => app.bundleStyle()).then(console.log)`;
    expect(execFileSync(process.execPath, ['-e', run], { cwd: folder, encoding: 'utf8' })).toMatch(/\{.*--/s);
    await expect(bundleApp(join(folder, 'gone.ts'), out)).rejects.toThrow(/gone\.ts/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
