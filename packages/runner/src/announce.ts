import type { Measured } from './evaluate/measured.ts';
import { rateOrNumber } from './format.ts';
import { print } from './print.ts';

/** A line of what a run uses or does: its name, then the rest under that of the lines above. */
export function announce(what: string, ...lines: readonly string[]): void {
  lines.forEach((line, i) => print(`${(i === 0 ? what : '').padEnd(11)}${line}`));
}

/** A figure: its value and interval, the same of the baseline, and the sentence that says what it means. */
export function announceFigure(
  { name, value, low, high, baseline, sentence, unit }: Measured,
  baselineName: string,
): void {
  const show = (figure: number): string => rateOrNumber(figure, unit);
  const interval = low === undefined || high === undefined ? '' : ` (${show(low)} to ${show(high)})`;
  const beside = baseline === undefined ? '' : `, ${baselineName} ${show(baseline)}`;
  print(`  ${name}: ${show(value)}${interval}${beside}`, `    ${sentence}`);
}
