import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { ReportContent } from './content.ts';
import { smallContent } from './content.testing.ts';
import { writeReport } from './write-report.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-background-networking'];
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
  browser ??= await chromium.launch({ executablePath, args });
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

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 380, height: 800 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(380);
  expect(said).toEqual([]);
});

inBrowser('the keyboard moves the threshold, and with it rates and mistakes', async () => {
  const page = await opened(smallContent);
  const rate = page.locator('[data-words="falseMatch"]');
  const shown = (kind: string) => page.locator(`[data-mistakes="${kind}"] > li:visible`).count();
  expect(await rate.textContent()).toBe('20.0 %');
  expect([await shown('falseMatch'), await shown('falseNonMatch')]).toEqual([2, 1]);
  expect(await page.locator('#threshold-back').isDisabled()).toBe(true);

  await page.focus('#threshold');
  await page.keyboard.press('ArrowRight'); // stricter
  await expect(eventually(() => rate.textContent(), '10.0 %')).resolves.toBe('10.0 %');
  expect(await page.getAttribute('#threshold', 'aria-valuetext')).toBe('\u22120.6');
  expect([await shown('falseMatch'), await shown('falseNonMatch')]).toEqual([1, 1]);
  expect(await page.locator('[data-start]').isVisible()).toBe(false);
  await page.keyboard.press('Home');
  await expect(eventually(() => rate.textContent(), '50.0 %')).resolves.toBe('50.0 %');
  expect([await shown('falseMatch'), await shown('falseNonMatch')]).toEqual([2, 0]);
  expect(await page.locator('[data-none="falseNonMatch"]').isVisible()).toBe(true);
  const says = page.locator('#threshold-says');
  await expect(eventually(() => says.textContent(), /50\.0 %/)).resolves.toMatch(/Mistakes shown: 2 and 0/);
  await page.click('#threshold-back');
  expect(await rate.textContent()).toBe('20.0 %');
});

inBrowser('the keyboard searches the map', async () => {
  const page = await opened(smallContent);
  await page.fill('#find', 'item 3');
  const says = page.locator('#found-says');
  await expect(eventually(() => says.textContent(), /1 of 6/)).resolves.toBe(
    '“item 3”: 1 of 6 points, of class class 1.',
  );
  expect(await page.locator('#found button').count()).toBe(1);
  await page.keyboard.press('Tab');
  while ((await page.evaluate('document.activeElement.closest("#found") !== null')) !== true)
    await page.keyboard.press('Tab');
  expect(await page.locator('.tip').count()).toBe(1); // the map shows where it lies
  await page.click('[data-class="0"]');
  expect(await says.textContent()).toBe('“class 0”: 3 of 6 points, of class class 0.');
  await page.fill('#find', 'nobody');
  await expect(eventually(() => says.textContent(), /Nothing/)).resolves.toBe('Nothing on the map is called “nobody”.');
  await page.fill('#find', '');
  await expect(eventually(() => says.textContent(), '')).resolves.toBe('');
});

inBrowser.each(['light', 'dark'] as const)(
  'nothing that axe knows keeps anybody from reading it, %s',
  async (scheme) => {
    const page = await opened(smallContent, scheme);
    await page.fill('#find', 'class');
    await eventually(() => page.locator('#found-says').textContent(), /6 of 6/);
    await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const rules = {
      'color-contrast': { enabled: true },
      'heading-order': { enabled: true },
      'image-alt': { enabled: true },
    };
    const { violations, passes } = (await page.evaluate(`axe.run(document, ${JSON.stringify({ rules })})`)) as {
      violations: { id: string; nodes: { html: string }[] }[];
      passes: { id: string }[];
    };
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
    for (const rule of Object.keys(rules)) expect(passes.map(({ id }) => id)).toContain(rule);
  },
);

inBrowser('paper is light, has everything, and nothing that can only be moved', async () => {
  const page = await opened(smallContent, 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  for (const gone of ['#threshold', '#find']) expect(await page.locator(gone).isVisible()).toBe(false);
  for (const kept of ['.rates', '.episodes', '.pairs >> nth=0', '[data-plot="map"]'])
    expect(await page.locator(kept).first().isVisible()).toBe(true);
  await page.setViewportSize({ width: 720, height: 1000 }); // A4 without its margins
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(720);
});

/** The page of a content in a browser. */
async function opened(content: ReportContent, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  browser ??= await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
  await page.goto(pathToFileURL(await writeReport(folder, content)).href);
  return page;
}

/** A text once it is, or has in it, what is waited for; else what it is after two seconds. */
async function eventually(text: () => Promise<string | null>, wanted: string | RegExp): Promise<string | null> {
  for (let tries = 0; tries < 40; tries++) {
    const now = await text();
    if (typeof wanted === 'string' ? now === wanted : wanted.test(now ?? '')) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return text();
}
