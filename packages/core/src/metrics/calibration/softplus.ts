/** `ln(1 + e^x)` without overflow; Infinity and 0 at the ends. */
export function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}
