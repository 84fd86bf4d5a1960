/**
 * `npm run release -- pack [--out FOLDER] [--changes]`: puts together what runs a server, from the commit.
 * `npm run release -- changelog [--from TAG] [--to REF]`: what changed since the last release, as Markdown.
 * `npm run release -- check [--only NAME…]`: runs the gates of a release in order and writes the record.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../project-files.ts';
import { changelog } from './changelog.ts';
import { runGates } from './checklist.ts';
import { pack } from './pack.ts';

const WRONG_USE = 2;

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/release' },
    changes: { type: 'boolean', default: false },
    from: { type: 'string' },
    to: { type: 'string', default: 'HEAD' },
    only: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());

switch (positionals[0]) {
  case 'pack': {
    const out = resolve(values.out);
    const { commit, files, bytes, hash } = await pack({
      root: ROOT,
      out,
      changes: values.changes,
      signal: stop.signal,
      say: (line) => console.error(line),
    });
    console.log(`${out}: commit ${commit}, ${files} files, ${(bytes / 1e6).toFixed(0)} MB\nsha256 ${hash}`);
    break;
  }
  case 'changelog':
    process.stdout.write(changelog(ROOT, values.to, values.from));
    break;
  case 'check':
    process.exitCode = await runGates(ROOT, values.only, stop.signal);
    break;
  default:
    console.error('npm run release -- pack [--out FOLDER] | changelog [--from TAG] | check [--only NAME…]');
    process.exitCode = WRONG_USE;
}
