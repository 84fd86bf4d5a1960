import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import pg from 'pg';
import { freePort } from '../../../fixtures/servers/child-server.ts';
import { alertmanagerConfig } from '../../alertmanager/config.ts';
import { captionsFile } from '../../launch/captions.ts';
import type { LaunchContext } from '../../launch/define.ts';
import { hasten } from '../../prometheus/hasten.ts';
import { alertRules, EVALUATION_SECONDS } from '../../prometheus/rules.ts';
import { startAlertmanager, startPrometheus } from '../../prometheus/servers.ts';
import { startSinks } from '../../prometheus/sinks.ts';
import { startStack } from '../../stack/stack.ts';
import { type Door, startDoor } from '../../torture/door.ts';
import type { Bench } from './define.ts';
import { startPretendProvider } from './pretend-provider.ts';

/** Looks every three seconds in place of every fifteen; windows, waits and limits in seconds are shorter by as much. */
export const FACTOR = 5;
/** Seconds of Alertmanager in production, shorter by the factor. */
const PACE = { groupWait: 2, groupInterval: 12, repeat: 3600 };
const DISK = '64m';

/** Starts all of it. `settings` are of each process of the product. Throws ServerMissing. */
export async function startBench(
  context: LaunchContext,
  settings: Record<string, string> = {},
): Promise<Bench> {
  const { root, scratch, evidence } = context;
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const data = await ownDisk(join(scratch, 'disk'), closers);
    const faults = join(scratch, 'faults');
    await mkdir(faults);
    const sinks = await startSinks();
    closers.push(() => sinks.stop());
    const provider = await startPretendProvider();
    closers.push(() => provider.close());
    const [usual, asking] = [await freePort(), await freePort()];
    let doors: { postgres: Door; s3: Door } | undefined;
    const stack = await startStack({
      root,
      scratch,
      evidence,
      apis: 1,
      workers: 1,
      settings: {
        PEGASUS_WORKER_PORT: String(usual),
        PEGASUS_DATA: data,
        PEGASUS_RETRIES: '1',
        PEGASUS_RETRY_DELAY_SECONDS: '1',
        PEGASUS_TEST_SPEECH_MILLISECONDS: '200',
        NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'ops/launch/stage-faults.ts'))}`,
        LAUNCH_FAULTS: faults,
        ...settings,
      },
      between: async ({ postgres, s3 }) => {
        doors = { postgres: await startDoor(postgres), s3: await startDoor(s3) };
        return { postgres: doors.postgres.port, s3: doors.s3.port };
      },
    });
    closers.push(async () => {
      for (const door of Object.values(doors ?? {})) door.freeze(false);
      await stack.stop();
      for (const door of Object.values(doors ?? {})) await door.close();
    });
    if (!doors) throw new Error('There are no doors.');
    const mail = {
      to: 'on-call@example.org',
      from: 'pegasus@example.org',
      smarthost: sinks.mail,
      requireTls: false,
    };
    const receivers = { webhook: sinks.webhook, watchdog: sinks.watchdog, mail };
    const alertmanager = await startAlertmanager(
      join(scratch, 'alertmanager'),
      alertmanagerConfig(alerts, receivers, PACE),
    );
    closers.push(() => alertmanager.stop());
    const [api] = stack.processes.filter(({ part }) => part === 'api');
    const seconds = EVALUATION_SECONDS / FACTOR;
    const prometheus = await startPrometheus({
      folder: join(scratch, 'prometheus'),
      targets: { pegasus: [new URL(api?.address ?? '').host, `127.0.0.1:${usual}`, `127.0.0.1:${asking}`] },
      rules: [
        alertRules(
          alerts.map((alert) => hasten(alert, { factor: FACTOR, limits: true })),
          seconds,
        ),
      ],
      seconds,
      alertmanager: alertmanager.address,
    });
    closers.push(() => prometheus.stop());
    const client = stack.client();
    const course = await client.createCourse({ body: { name: 'Drill' } });
    const content = new Blob([await readFile(await captionsFile(context))]);
    const workers = () => stack.processes.filter(({ part }) => part === 'worker');
    const asks = {
      PEGASUS_WORKER_PORT: String(asking),
      PEGASUS_LANGUAGE: 'openai-compatible',
      PEGASUS_LANGUAGE_MODEL: 'pretended',
      PEGASUS_LANGUAGE_URL: provider.url,
      PEGASUS_LANGUAGE_TIMEOUT_SECONDS: '120',
    };
    return {
      stack,
      postgres: stack.postgres,
      doors,
      sinks,
      provider,
      factor: FACTOR,
      data,
      client,
      setFault: (name, fault) =>
        fault === undefined ? rm(join(faults, name), { force: true }) : writeFile(join(faults, name), fault),
      handIn: async (count) => {
        const ids: string[] = [];
        for (let one = 0; one < count; one++) {
          const form = { courseId: course.id, preset: 'exam' };
          const lecture = await client.createLecture({ form, file: { name: 'lecture.vtt', content } });
          ids.push(lecture.id);
        }
        return ids;
      },
      onServer: async (statement) => {
        const server = new pg.Client({ connectionString: stack.postgres.url('pegasus') });
        await server.connect();
        await server.query(statement).finally(() => server.end());
      },
      useProvider: async (on) => {
        const before = workers();
        await stack.start('worker', on ? asks : {});
        for (const each of before) await each.stop();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A small disk in memory, so that filling it harms nothing else. Throws where this machine gives none. */
async function ownDisk(folder: string, closers: (() => unknown)[]): Promise<string> {
  await mkdir(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]);
  closers.push(() => execFileSync('umount', ['--lazy', folder]));
  const data = join(folder, 'data');
  await mkdir(data);
  return data;
}
