import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { smallContent } from './content.testing.ts';
import { writeReport } from './write-report.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const inBrowser = existsSync(executablePath) ? test : test.skip;

let folder: string;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

inBrowser('draws every plot in a real browser, wide and narrow, without an error or a request', async () => {
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) said.push(request.url());
  });

  const hostile = { ...smallContent, title: '</script><script>alert(1)</script>' };
  await page.goto(pathToFileURL(await writeReport(folder, hostile)).href);
  expect(await page.title()).toBe(hostile.title);
  const plots = page.locator('[data-plot]');
  const drawn = page.locator('[data-plot] canvas');
  expect(await plots.count()).toBe(5);
  expect(await drawn.count()).toBe(5);

  await page.selectOption('#class', '1');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 380, height: 800 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(380);
  expect(said).toEqual([]);
});
