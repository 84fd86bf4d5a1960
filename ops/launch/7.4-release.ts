import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cleanClone } from '../deploy/rehearsal/clean-clone.ts';
import { releaseDrill } from '../drills/release.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

export const release: LaunchItem = {
  id: '7.4',
  title: 'Release checklist with rollback',
  endpoint: '`npm run release -- check`, `npm run release -- changelog`; `npm run drill -- release`',
  minutes: 13,
  sabotages: [
    {
      breaks: 'an API that is told to stop does not say that it is not ready',
      file: 'server/src/http/health.ts',
      find: '    return leaving?.aborted ? withLeaving(health) : health;',
      replace: '    return health;',
    },
    {
      breaks: 'an API that is told to stop ends at once',
      file: 'server/src/commands/serve.ts',
      find: '    if (!working && config.drainSeconds > 0) await wait(config.drainSeconds * 1000);\n',
      replace: '',
    },
  ],
  async prove(context) {
    await gatesAreHeld(context);
    await releaseDrill.run(context, { lectures: 0, s3: true });
  },
};

/** The command writes a record, and is a no go with a file that no commit has. */
async function gatesAreHeld({ root, scratch, note }: LaunchContext): Promise<void> {
  const clone = join(scratch, 'gates');
  await cleanClone(root, clone, { built: false });
  const run = (...words: string[]) => {
    try {
      const program = join(clone, 'scripts/release/run.ts');
      return {
        code: 0,
        output: execFileSync(process.execPath, [program, ...words], {
          cwd: clone,
          encoding: 'utf8',
          stdio: 'pipe',
        }),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, output: stdout };
    }
  };
  const good = run('check', '--only', 'clean', '--only', 'changelog');
  assert.equal(good.code, 0, `The gates do not pass on a clean clone: ${good.output}`);
  assert.match(good.output, /No verdict: only some/, 'A part of the gates counts as all.');
  execFileSync('sh', ['-c', 'echo >> package.json'], { cwd: clone });
  const bad = run('check', '--only', 'clean', '--only', 'changelog');
  assert.equal(bad.code, 1, 'A file that no commit has is no hindrance.');
  assert.match(bad.output, /NO GO/);
  assert.match(bad.output, /changelog \| not run/, 'After a gate that failed the next one is run.');
  const { output } = run('changelog');
  assert.match(output, /## Migrations\n\n- 0001-beginning/, 'The changelog does not tell of migrations.');
  note(
    'The gates pass on a clean clone; a changed file is a no go, is recorded, and nothing after it is run.',
  );
}
