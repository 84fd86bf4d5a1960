import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import server from '../package.json' with { type: 'json' };

const ROOT = resolve(import.meta.dirname, '../..');

/** Which release this process runs. */
export const RELEASE: { version: string; commit: string } = { version: server.version, commit: readCommit() };

/** A built image carries its commit in a file; a checkout asks git; anything else does not know. */
function readCommit(): string {
  try {
    return readFileSync(join(ROOT, 'COMMIT'), 'utf8').trim();
  } catch {
    // There is no such file in a checkout.
  }
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
