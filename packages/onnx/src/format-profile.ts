import type { Profile } from './profile.ts';

/** A profile as a table for people. */
export function formatProfile(profile: Profile): string {
  const { recording, keys, building, running, between } = profile;
  const parts = Object.entries({ recording, 'finding keys': keys, building, running, 'between graphs': between });
  const spent = parts.map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(1)}`).join(', ');
  const sessions = profile.sessions.map(({ runs, nodes, bytesIn, bytesOut, milliseconds }, i) => [
    `${i + 1}`,
    `${runs}`,
    `${nodes}`,
    kilobytes(bytesIn),
    kilobytes(bytesOut),
    (milliseconds / runs).toFixed(2),
  ]);
  const operators = profile.operators.map(({ operator, calls, milliseconds, kernels }) => [
    operator,
    `${calls}`,
    milliseconds.toFixed(1),
    `${((100 * milliseconds) / profile.running).toFixed(0)} %`,
    kernels.join(' '),
  ]);
  return [
    `${profile.milliseconds.toFixed(1)} ms: ${spent}`,
    '',
    ...table(['session', 'runs', 'nodes', 'kB in', 'kB out', 'ms each'], sessions),
    '',
    ...table(['operator', 'calls', 'ms', 'of running', 'for'], operators),
  ].join('\n');
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

/** Rows under headings: numbers to the right, words to the left. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((_, i) => Math.max(...[headings, ...rows].map((row) => row[i]!.length)));
  return [headings, ...rows].map((row) =>
    row
      .map((cell, i) => (headings[i] === 'for' || i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}
