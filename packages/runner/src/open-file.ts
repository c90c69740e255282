import { spawn } from 'node:child_process';

/** Opens a file in whatever the system opens such files with; a machine without a desktop leaves it at that. */
export function openFile(path: string): void {
  const [program, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const child = spawn(program!, [...before, path], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
