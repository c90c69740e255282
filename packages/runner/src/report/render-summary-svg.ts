import type { ReportContent, ReportFigure } from './content.ts';
import { escapeHtml } from './escape-html.ts';
import { figureText } from './figure-text.ts';
import { hillsOption } from './page/hills-plot.ts';
import type { Theme } from './page/theme.ts';
import { plotData } from './plot-data.ts';

const [width, height, aside] = [960, 360, 300];
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

/** The light colours of `page/style.css`: a picture in a README can't follow the reader's choice. */
const paper: Theme = {
  text: '#1d2125',
  muted: '#5f6872',
  line: '#dfe1e4',
  surface: '#ffffff',
  same: '#0072b2',
  different: '#d55e00',
  palette: [],
};

/**
 * A picture for a README, 960 x 360: the title, the first three figures beside those of raw pixels, and the two hills of
 * scores. SVG on white, without a script or a reference; the same content gives the same text.
 */
export async function renderSummarySvg(content: ReportContent): Promise<string> {
  const figures = content.figures.filter(({ value }) => Number.isFinite(value)).slice(0, 3);
  const { scores } = plotData({ ...content, items: [] });
  const plot = scores ? await plotSvg((theme) => hillsOption(scores, theme)) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${font}" role="img">
<title>${escapeHtml(content.title)}: ${figures.map((figure) => escapeHtml(`${figure.name} ${figureText(figure, figure.value)}`)).join(', ')}</title>
<rect width="${width}" height="${height}" rx="12" fill="${paper.surface}" stroke="${paper.line}"/>
<text x="32" y="52" font-size="22" font-weight="600" fill="${paper.text}">${escapeHtml(content.title)}</text>
${figures.map((figure, i) => figureSvg(figure, content.baselineName ?? 'raw pixels', 92 + i * 84)).join('\n')}
${plot}
</svg>
`;
}

function figureSvg(figure: ReportFigure, baselineName: string, y: number): string {
  const { baseline, name, value } = figure;
  const beside =
    baseline !== undefined && Number.isFinite(baseline) ? `, ${baselineName} ${figureText(figure, baseline)}` : '';
  return `<text x="32" y="${y}" font-size="14" fill="${paper.muted}">${escapeHtml(name + beside)}</text>
<text x="32" y="${y + 38}" font-size="34" font-weight="600" fill="${paper.text}">${figureText(figure, value)}</text>`;
}

async function plotSvg(option: (theme: Theme) => ReturnType<typeof hillsOption>): Promise<string> {
  const { init } = await import('echarts'); // only here: it takes a while to load
  const plot = init(null, null, { renderer: 'svg', ssr: true, width: width - aside - 56, height: height - 56 });
  plot.setOption(option(paper));
  const svg = plot.renderToSVGString();
  plot.dispose();
  // Names that count the plots drawn so far in this process go, and with them the styles for a pointing mouse.
  return svg
    .replaceAll(/ class="[^"]*"/g, '')
    .replaceAll(/<style[^]*?<\/style>/g, '')
    .replaceAll(/\bzr\d+-/g, 'zr-')
    .replace('<svg ', `<svg x="${aside + 28}" y="28" `);
}
