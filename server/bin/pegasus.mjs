#!/usr/bin/env node
// Runs on whatever Node.js is there, however old, and goes on with one that is new enough:
// the one that runs this, or the one that npm installed beside the packages.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import('../src/cli.ts');
} else {
  const bundled = findBundled();
  if (bundled === undefined) {
    process.stderr.write(
      `Pegasus needs Node.js ${NEEDED} or newer; this is ${process.versions.node}, and the one that npm installs beside it is not there.\n` +
        `What to do: run «npm install» in the folder of Pegasus, or install Node.js ${NEEDED} from nodejs.org.\n`,
    );
    process.exit(4);
  }
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

function findBundled() {
  const suffix = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/bin/${suffix}`);
  } catch {
    // Not installed for this platform: the message above says what to do.
    return undefined;
  }
}
