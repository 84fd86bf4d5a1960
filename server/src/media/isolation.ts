import { execFile } from 'node:child_process';

const UNSHARE = ['unshare', '--user', '--net', '--ipc', '--'] as const;
const PATIENCE_MS = 5000;

let known: Promise<readonly string[]> | undefined;

/**
 * What goes before a command so that it finds no network at all: a network namespace of its own, in which not
 * even the loopback is up. Empty where the system gives none to whoever runs this server: only Linux has them,
 * and some containers take them away. Then a decoder's own options alone keep it from the network.
 */
export function isolation(): Promise<readonly string[]> {
  known ??= new Promise((resolve) => {
    if (process.platform !== 'linux') return resolve([]);
    const [program, ...words] = UNSHARE;
    execFile(program, [...words, 'true'], { timeout: PATIENCE_MS }, (error) => resolve(error ? [] : UNSHARE));
  });
  return known;
}
