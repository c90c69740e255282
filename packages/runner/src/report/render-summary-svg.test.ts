import { smallContent } from './content.testing.ts';
import { renderSummarySvg } from './render-summary-svg.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

test('the same content gives the same picture, with the figures and the threshold in it', async () => {
  const svg = await renderSummarySvg(smallContent);
  expect(await renderSummarySvg(smallContent)).toBe(svg);
  for (const text of ['small', 'Equal error rate, raw pixels 24.0 %', '3.1 %', '0.9941', 'threshold −1'])
    expect(svg).toContain(text);
});

test('refers to nothing and escapes what it is given', async () => {
  const svg = await renderSummarySvg({ ...smallContent, title: '<script>"&' });
  expect(svg).toContain('&lt;script&gt;&quot;&amp;');
  expect(svg).not.toMatch(/<script|<style|href="(?!#)/);
});
