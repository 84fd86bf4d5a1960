import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeFiles } from '../deploy/judge.ts';
import { deployFiles } from '../deploy/registry.ts';
import { cleanClone } from '../deploy/rehearsal/clean-clone.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

export const deployment: LaunchItem = {
  id: '7.1',
  title:
    'One deployment guide for API, worker and storage (not proved: compose and Kubernetes were not run, systemd was played)',
  endpoint: 'docs/deploying.md, deploy/; `npm run release -- pack`',
  minutes: 14,
  sabotages: [
    {
      breaks: 'the guide forgets to make the folder of the secrets',
      file: 'docs/deploying.md',
      find: 'install -d -o root -g pegasus -m 750 /etc/pegasus /etc/pegasus/secrets',
      replace: 'install -d -o root -g pegasus -m 750 /etc/pegasus',
    },
    {
      breaks: 'a packed release lacks a package that the lockfile names',
      file: 'scripts/release/installed-packages.ts',
      find: '  return there.sort();',
      replace: "  return there.filter((path) => path !== 'node_modules/pg').sort();",
    },
  ],
  async prove(context) {
    const { root, scratch, note } = context;
    const files = deployFiles();
    for (const { path, text } of files)
      assert.equal(await readFile(join(root, path), 'utf8'), text, `${path} is not what its source makes.`);
    for (const line of judgeFiles(files)) note(line);
    const clone = join(scratch, 'clone');
    await cleanClone(root, clone, { built: true });
    await rehearse(clone, context);
    note('Not proved here: compose, Kubernetes and systemd themselves, none of which runs on this machine.');
  },
};

/** In namespaces of its own, so that it may write anywhere and take the ports that the guide takes. */
async function rehearse(clone: string, { scratch, evidence, signal, note }: LaunchContext): Promise<void> {
  const place = join(scratch, 'rehearsal');
  await mkdir(place);
  const words = ['--mount', '--net', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
  const program = join(clone, 'ops/deploy/rehearsal/run.ts');
  const child = spawn('unshare', [...words, process.execPath, program, clone, place], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const log = createWriteStream(join(evidence, 'rehearsal.log'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      output += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  log.end();
  for (const [, line = ''] of output.matchAll(/^note: (.*)$/gm)) note(line);
  const error = /^(?:\w*Error[^\n]*|.*needs root.*)$/m.exec(output)?.[0] ?? output.trim().slice(-800);
  assert.equal(code, 0, `The guide cannot be followed: ${error}`);
}
