import type { ReportFigure } from './content.ts';

type Written = Pick<ReportFigure, 'unit'>;

/** A value as a person reads it: a rate in per cent with two or three digits that count, else four digits. */
export function figureText(figure: Written, value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return 'not measured';
  return figure.unit === 'number' ? digits(value, 4) : `${rate(value)} %`;
}

/** The 95 % interval, or '' where there is none. */
export function intervalText(figure: ReportFigure): string {
  const { low, high } = figure;
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return '';
  if (figure.unit === 'number') return `${digits(low, 4)} to ${digits(high, 4)}`;
  return `${rate(low)} to ${rate(high)} %`;
}

/** Two decimals below 1 % and above 99 %, where they tell good from very good; one else. */
function rate(value: number): string {
  const percent = value * 100;
  return percent.toFixed(percent < 1 || (percent > 99 && percent < 100) ? 2 : 1);
}

function digits(value: number, count: number): string {
  return String(Number(value.toPrecision(count)));
}
