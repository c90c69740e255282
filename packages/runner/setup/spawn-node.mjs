import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a script with this very Node and the terminal's own streams, and answers its exit code. No shell is in between, so
 * it works alike on Windows; Ctrl-C reaches the child from the terminal, and we wait for what it makes of it.
 */
export function spawnNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
    process.on('SIGINT', waitForChild);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', waitForChild);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

function waitForChild() {}
