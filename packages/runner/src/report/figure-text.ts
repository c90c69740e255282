import type { ReportFigure } from './content.ts';

type Written = Pick<ReportFigure, 'unit'>;

/** A value as a person reads it: a rate in per cent, anything else with four digits. */
export function figureText(figure: Written, value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return 'not measured';
  return figure.unit === 'number' ? numberText(value, 4) : `${rateText(value, decimals(value))} %`;
}

/** The 95 % interval with as many decimals as the value, or '' where there is none. */
export function intervalText(figure: Pick<ReportFigure, 'unit' | 'value' | 'low' | 'high'>): string {
  const { value, low, high } = figure;
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return '';
  if (figure.unit === 'number') return `${numberText(low, 4)} to ${numberText(high, 4)}`;
  return `${rateText(low, decimals(value))} to ${rateText(high, decimals(value))} %`;
}

/** A number with so many digits that count, and a true minus sign. */
export function numberText(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits))).replace('-', '\u2212');
}

/** Two below 1 % and above 99 %, where they tell good from very good. */
function decimals(rate: number): number {
  return rate < 0.01 || (rate > 0.99 && rate < 1) ? 2 : 1;
}

function rateText(rate: number, decimals: number): string {
  return (rate * 100).toFixed(decimals);
}
