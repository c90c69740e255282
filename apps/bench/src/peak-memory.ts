import { readFileSync } from 'node:fs';

/**
 * The most bytes of this process that were resident at a time. Linux's own figure where there is one: what `getrusage` says begins with
 * the parent's.
 */
export function peakMemory(): number {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))!;
    return 1024 * Number(kilobytes);
  } catch {
    return 1024 * process.resourceUsage().maxRSS;
  }
}
