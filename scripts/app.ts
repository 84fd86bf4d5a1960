/**
 * `npm run app [-- WORDS OF EXPO]`: the app while one works on it. Metro bundles each change at once and
 * hands requests of the API on to a server that runs beside it (`npm start`, on its usual port).
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './project-files.ts';

const folder = join(ROOT, 'app');
const expo = createRequire(join(folder, 'package.json')).resolve('expo/bin/cli');
const words = process.argv.slice(2);
const child = spawn(
  process.execPath,
  [expo, 'start', ...(words.length > 0 ? words : ['--web', '--localhost'])],
  {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, EXPO_NO_TELEMETRY: '1' },
  },
);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
