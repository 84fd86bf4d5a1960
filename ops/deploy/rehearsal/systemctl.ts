/**
 * Stands in for systemd where none runs: `systemctl enable --now | start | stop | restart UNIT…`, `daemon-reload`.
 * Starts what the unit says, as its user, in its folder, with its environment, and waits for its ExecStartPost.
 * It confines nothing.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const FOLDERS = ['/etc/systemd/system', '/lib/systemd/system'];
/** Where it remembers what it started, and what that printed. */
const STATE = process.env.SYSTEMCTL_STATE ?? '';
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const [verb = '', ...units] = words;

for (const name of units) {
  const unit = readUnit(name);
  if (verb === 'stop' || verb === 'restart') await stop(name, unit);
  if (name.endsWith('.timer') || verb === 'stop') continue;
  if (verb === 'enable' || verb === 'start' || verb === 'restart') await start(name, unit);
  else throw new Error(`«systemctl ${verb}» is not played here.`);
}

type Unit = Map<string, string[]>;

function readUnit(name: string): Unit {
  const path = FOLDERS.map((folder) => join(folder, name)).find((one) => existsSync(one));
  if (!path) throw new Error(`There is no unit ${name}.`);
  const unit: Unit = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) unit.set(key, [...(unit.get(key) ?? []), value]);
  }
  return unit;
}

function environmentOf(unit: Unit): Record<string, string> {
  const environment: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: join(STATE, 'home') };
  const take = (line: string) => {
    const [, name, value = ''] = /^([A-Z_a-z0-9]+)=(.*)$/.exec(line.trim()) ?? [];
    if (name) environment[name] = value.replace(/^'(.*)'$|^"(.*)"$/, '$1$2');
  };
  for (const line of unit.get('Environment') ?? []) take(line);
  for (const file of unit.get('EnvironmentFile') ?? []) {
    const path = file.replace(/^-/, '');
    if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n')) take(line);
  }
  return environment;
}

async function start(name: string, unit: Unit): Promise<void> {
  const user = unit.get('User')?.[0];
  const env = environmentOf(unit);
  mkdirSync(join(STATE, 'home'), { recursive: true, mode: 0o777 });
  for (const folder of unit.get('StateDirectory') ?? []) {
    mkdirSync(join('/var/lib', folder), { recursive: true });
    if (user) execFileSync('chown', [`${user}:${user}`, join('/var/lib', folder)]);
  }
  // A server of Debian's own would need rights that its unit gives to its user; it keeps those of root here.
  const as =
    user === 'pegasus'
      ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--no-new-privs']
      : [];
  const cwd = unit.get('WorkingDirectory')?.[0] ?? '/';
  const log = openSync(join(STATE, `${name}.log`), 'a');
  for (const line of unit.get('ExecStartPre') ?? []) run(as, line, env, cwd);
  const [program = '', ...rest] = [...as, ...split(unit.get('ExecStart')?.[0] ?? '')];
  const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  child.unref();
  writeFileSync(join(STATE, `${name}.pid`), String(child.pid));
  if (unit.get('Type')?.[0] === 'forking') await pause(1000);
  for (const line of unit.get('ExecStartPost') ?? []) run(as, line, env, cwd);
}

function run(as: readonly string[], line: string, env: Record<string, string>, cwd: string): void {
  const [program = '', ...rest] = [...as, ...split(line)];
  execFileSync(program, rest, { env, cwd, stdio: 'inherit' });
}

/** Words of a unit's command; its quotes are those of systemd. */
function split(line: string): string[] {
  return [...line.replace(/^[-@+!]+/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, a, b, c]) => a ?? b ?? c ?? '',
  );
}

async function stop(name: string, unit: Unit): Promise<void> {
  const file = join(STATE, `${name}.pid`);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  rmSync(file);
  // Units of others write «5s».
  const most = (Number.parseInt(unit.get('TimeoutStopSec')?.[0] ?? '', 10) || 90) * 1000;
  signal(pid, 'SIGTERM');
  for (const end = Date.now() + most; signal(pid, 0); await pause(100)) {
    if (Date.now() < end) continue;
    signal(pid, 'SIGKILL');
    // Of ours that is a fault; others are killed like this every day.
    if (name.startsWith('pegasus-')) throw new Error(`${name} did not end within ${most / 1000} s.`);
  }
}

/** Whether it was still there. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // It has ended.
    return false;
  }
}
