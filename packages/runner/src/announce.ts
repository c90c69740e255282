import type { Measured } from './evaluate/measured.ts';
import { percent } from './format.ts';
import { print } from './print.ts';

/** A line of what a run uses or does: its name, then the rest under that of the lines above. */
export function announce(what: string, ...lines: readonly string[]): void {
  lines.forEach((line, i) => print(`${(i === 0 ? what : '').padEnd(11)}${line}`));
}

/** A figure: its value and interval, the same of the baseline, and the sentence that says what it means. */
export function announceFigure({ name, value, low, high, baseline, sentence }: Measured, baselineName: string): void {
  const interval = low === undefined || high === undefined ? '' : ` (${percent(low)} to ${percent(high)})`;
  const beside = baseline === undefined ? '' : `, ${baselineName} ${percent(baseline)}`;
  print(`  ${name}: ${percent(value)}${interval}${beside}`, `    ${sentence}`);
}
