/**
 * `node run.ts CLONE SCRATCH`: follows docs/deploying.md from its own text. To be started in namespaces of its own for
 * mounts, network and processes, as root: what the guide writes to /etc, /opt and /var stays in SCRATCH.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from '../../../fixtures/servers/postgres.ts';
import { startS3 } from '../../../fixtures/servers/s3.ts';
import { PARTS } from '../define.ts';
import { readGuide } from './guide.ts';

const [clone = '', scratch = ''] = process.argv.slice(2);
const NAME = 'localhost';
const PASSWORD = randomBytes(12).toString('hex');
const ADMINISTRATOR = 'administrator@example.org';
/** Enough for a dozen pieces; PCM of 16,000 samples a second. */
const RECORDING_SECONDS = 3000;
const SPEECH_MS = '50';
const say = (line: string) => console.log(`note: ${line}`);

execFileSync('ip', ['link', 'set', 'lo', 'up']);
for (const folder of ['/etc', '/opt', '/var/lib', '/usr/local', '/var/log']) overlay(folder);
const tools = join(scratch, 'tools');
const state = join(scratch, 'systemd');
for (const folder of [tools, state]) mkdirSync(folder);
const standIn = join(import.meta.dirname, 'systemctl.ts');
symlinkSync(process.execPath, join(tools, 'node'));
writeFileSync(join(tools, 'systemctl'), `#!/bin/sh\nexec ${process.execPath} ${standIn} "$@"\n`, {
  mode: 0o755,
});

const postgres = await startPostgres();
const s3 = await startS3();
try {
  const environment = {
    // As on a machine that has Node.js and npm, and nothing of a project.
    PATH: [tools, ...(process.env.PATH ?? '').split(':').filter((one) => !one.includes('node_modules'))].join(
      ':',
    ),
    HOME: join(scratch, 'home'),
    SYSTEMCTL_STATE: state,
    NAME,
    ADMINISTRATOR,
    DATABASE_URL: await postgres.createDatabase('pegasus'),
    STORAGE_URL: await s3.createBucket('pegasus'),
    STORAGE_ACCESS_KEY: s3.accessKey,
    STORAGE_SECRET_KEY: s3.secretKey,
  };
  mkdirSync(environment.HOME);
  await follow(environment);
} finally {
  spawnSync('node', [standIn, 'stop', 'pegasus-api.service', 'pegasus-worker.service'], {
    env: { ...process.env, SYSTEMCTL_STATE: state },
  });
  await s3.stop();
  await postgres.stop();
}

function overlay(folder: string): void {
  const layer = join(scratch, 'layers', folder.replaceAll('/', '-'));
  for (const part of ['upper', 'work']) mkdirSync(join(layer, part), { recursive: true });
  const options = `lowerdir=${folder},upperdir=${layer}/upper,workdir=${layer}/work`;
  execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, folder]);
}

async function follow(environment: Record<string, string>): Promise<void> {
  const blocks = await readGuide(clone);
  let link = '';
  let printed = '';
  for (const { under, text } of blocks) {
    if (under === 'Containers') continue;
    if (under === 'Caddy') link = /#([\w.~-]{20,})/.exec(printed)?.[1] ?? '';
    if (under === 'nginx') certificate();
    printed = await runBlock(under, text, environment);
    if (under === 'Caddy')
      await through(
        'Caddy',
        join(state, 'home/.local/share/caddy/pki/authorities/local/root.crt'),
        link,
        'caddy.service',
      );
    if (under === 'nginx') await through('nginx', '/etc/pegasus/tls/certificate.pem', '', 'nginx.service');
  }
  await looksAfter();
}

async function runBlock(under: string, text: string, environment: Record<string, string>): Promise<string> {
  const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', text], {
    cwd: clone,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  const code = await new Promise((resolve) => child.on('close', resolve));
  console.log(output.replaceAll(/^/gm, '  '));
  assert.equal(code, 0, `A block under «${under}» ends with ${code}: ${output.trim().slice(-1500)}`);
  if (under === 'A plain server' && text.includes('pegasus.env'))
    // The one thing that the guide does not say: speech is simulated, so that a long recording is through at once.
    writeFileSync('/etc/pegasus/pegasus.env', `PEGASUS_TEST_SPEECH_MILLISECONDS=${SPEECH_MS}\n`, {
      flag: 'a',
    });
  say(`«${under}»: ${text.trim().split('\n').length} lines ran as they stand.`);
  return output;
}

function certificate(): void {
  mkdirSync('/etc/pegasus/tls', { recursive: true });
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`],
      ...['-addext', `subjectAltName=DNS:${NAME}`],
      ...['-keyout', '/etc/pegasus/tls/key.pem', '-out', '/etc/pegasus/tls/certificate.pem'],
    ],
    { stdio: 'pipe' },
  );
}

async function through(proxy: string, authority: string, link: string, unit: string): Promise<void> {
  const file = join(scratch, 'long.wav');
  execFileSync('ffmpeg', [
    ...['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `sine=frequency=220:duration=${RECORDING_SECONDS}`],
    ...['-ar', '16000', '-ac', '1', file],
  ]);
  const words = [
    join(import.meta.dirname, 'through-proxy.ts'),
    `https://${NAME}`,
    ADMINISTRATOR,
    PASSWORD,
    file,
    link,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
  });
  for (const line of stdout.split('\n').filter((one) => one.startsWith('note: ')))
    say(`${proxy}: ${line.slice(6)}`);
  const log = await readFile(join(state, unit.replace(/$/, '.log')), 'utf8');
  assert.equal(status, 0, `Through ${proxy}: ${stderr.slice(0, 1500)}\n${log.slice(-1500)}`);
  execFileSync(join(tools, 'systemctl'), ['stop', unit], { env: { ...process.env, SYSTEMCTL_STATE: state } });
}

/** Who runs what, and whether it says so. */
async function looksAfter(): Promise<void> {
  const token = (await readFile('/etc/pegasus/secrets/metrics-token', 'utf8')).trim();
  const packed = (await readFile('/opt/pegasus/COMMIT', 'utf8')).trim();
  for (const { command, port } of Object.values(PARTS)) {
    const pid = (await readFile(join(state, `pegasus-${command}.service.pid`), 'utf8')).trim();
    const uid = /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    assert.notEqual(uid, '0', `The ${command} runs as root.`);
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const health = (await response.json()) as { status: string; commit?: string };
    assert.equal(health.status, 'ok');
    assert.equal(health.commit, packed, `The ${command} runs another commit than was packed.`);
    say(
      `${command}: process ${pid}, user ${uid}, ready, commit ${health.commit}, from ${await readlink('/opt/pegasus')}.`,
    );
  }
}
