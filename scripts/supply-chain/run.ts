/**
 * `npm run supply-chain [-- NAME…] [--registry=URL] [--root=FOLDER]`: looks at what we ship. A line a scan; fails on any
 * finding that is not excepted, on an exception that has run out or fits nothing, and on a scan that could not
 * be made: what was not looked at is not clean.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../project-files.ts';
import { judge } from './define.ts';
import { exceptions } from './exceptions.ts';
import { scansOf } from './registry.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { registry: { type: 'string' }, root: { type: 'string' } },
});
const root = resolve(values.root ?? ROOT);
const today = new Date().toISOString().slice(0, 10);
const scans = scansOf(values.registry).filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);

let failed = false;
for (const { name, run } of scans) {
  const { findings, looked, impossible } = await run(root);
  const { refused, excepted, stale } = judge(name, findings, exceptions, today);
  // Nothing can be said of an exception where nothing was looked at.
  const gone = impossible ? [] : stale;
  const bad = refused.length > 0 || gone.length > 0 || impossible !== undefined;
  failed ||= bad;
  const summary = impossible ?? `${looked}; ${refused.length} refused, ${excepted.length} excepted`;
  console.log(`${bad ? 'FAIL' : 'ok  '} ${name.padEnd(18)} ${summary}`);
  for (const { says } of refused.slice(0, 50)) console.log(`     ${says}`);
  for (const { subject, until } of gone)
    console.log(
      `     the exception for ${subject} (until ${until}) has run out or fits nothing: take it away`,
    );
}
process.exitCode = failed ? 1 : 0;
