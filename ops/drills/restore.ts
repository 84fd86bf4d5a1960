import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import { z } from 'zod';
import { runCommand } from '../launch/command.ts';
import { handIn } from '../launch/hand-in.ts';
import { startProduct } from '../launch/product.ts';
import { type DrillBackups, openBackups } from './backup-place.ts';
import type { Drill, DrillContext, DrillOptions } from './define.ts';
import { differences, openPlaces, type Places, tableSums } from './places.ts';
import { accept, allEnded, startTraffic, textFile } from './traffic.ts';

/** Rows that a backup, a restore or a running process writes of itself, and the doors that a restore closes. */
const OF_THE_RUN = ['upkeep_runs', 'workers', 'rate_limits', 'sessions', 'account_links'];

const Restored = z.object({
  set: z.string(),
  createdAt: z.string(),
  rows: z.number(),
  objects: z.number(),
  seconds: z.number(),
});
const Failed = z.object({ problem: z.object({ code: z.string() }) });

export const restoreDrill: Drill = {
  name: 'restore',
  about:
    'fill under traffic, back up, destroy database and store, restore, compare everything, go on working',
  run: rehearse,
};

async function rehearse(context: DrillContext, options: DrillOptions): Promise<void> {
  const backups = await openBackups(context.scratch, options.s3);
  try {
    await rehearseWith(context, options, backups);
  } finally {
    await backups.destroy();
  }
}

async function rehearseWith(
  context: DrillContext,
  options: DrillOptions,
  backups: DrillBackups,
): Promise<void> {
  const { scratch, note } = context;
  const secrets = { ...backups.settings, PEGASUS_BACKUP_KEY: randomBytes(32).toString('base64') };
  const before = await openPlaces(scratch, options.s3);
  let sums: Map<string, string>;
  let hashes: Map<string, string>;
  let underTraffic: string[];
  let quietSet: string;
  let destroyedAt: number;
  try {
    const product = await startProduct(context, before.settings);
    try {
      const first = await fill(product.client, context, options.lectures);
      const traffic = startTraffic(product.client, context);
      await setTimeout(500, undefined, { signal: context.signal });
      const begun = performance.now();
      underTraffic = [...first, ...traffic.accepted()];
      await backUp(context, { ...before.settings, ...secrets });
      note(
        `Backed up ${backups.about} while lectures came in, in ${since(begun)} s; ${underTraffic.length} lectures were accepted before.`,
      );
      const ids = [...first, ...(await traffic.stop())];
      await allEnded(product.client, context, ids);
      const again = performance.now();
      await backUp(context, { ...before.settings, ...secrets });
      note(`A second set, of what was new, in ${since(again)} s.`);
      sums = await tableSums(before.databaseUrl);
      hashes = await before.hashes();
      quietSet = (await setsOf(context, { ...before.settings, ...secrets })).at(-1) ?? '';
      await handIn(product.client, context, {
        file: textFile(context, 0),
        courseName: 'After the backup',
        preset: 'exam',
      });
    } finally {
      await product.stop();
    }
  } finally {
    destroyedAt = Date.now();
    await before.destroy();
  }
  note(
    `Destroyed: database and store, ${sums.size} tables and ${hashes.size} objects, and a lecture that no set has.`,
  );

  await refusesSpoilt(context, backups, secrets);

  const begun = performance.now();
  const after = await openPlaces(scratch, options.s3);
  try {
    const servers = since(begun);
    const { result } = await command(context, ['restore', '--set', quietSet], {
      ...after.settings,
      ...secrets,
    });
    const restored = Restored.parse(result);
    note(
      `Restored ${restored.rows} rows and ${restored.objects} objects in ${restored.seconds.toFixed(1)} s, onto servers that took ${servers} s to start.`,
    );
    compare(sums, await tableSums(after.databaseUrl), hashes, await after.hashes());
    note(`Every row of ${sums.size} tables and the SHA-256 of all ${hashes.size} objects are the same.`);
    await goesOn(context, after, begun);
    const window = (destroyedAt - Date.parse(restored.createdAt)) / 1000;
    note(
      `Data-loss window: ${window.toFixed(1)} s, from the instant of the set to the destruction; one lecture was in it.`,
    );
  } finally {
    await after.destroy();
  }
  await intoEmbedded(context, secrets, underTraffic);
}

async function fill(client: Client, context: DrillContext, lectures: number): Promise<string[]> {
  const ids: string[] = [];
  for (let place = 0; place < lectures; place++)
    ids.push(await accept(client, context, `Filled ${Math.floor(place / 3)}`, place));
  await allEnded(client, context, ids);
  context.note(`${lectures} lectures are there and worked through.`);
  return ids;
}

async function command(context: DrillContext, words: readonly string[], settings: Record<string, string>) {
  const end = await runCommand(context, words, settings);
  assert.equal(end.code, 0, `«pegasus ${words.join(' ')}» ended with ${end.code}: ${end.errors}`);
  return end;
}

async function backUp(context: DrillContext, settings: Record<string, string>): Promise<void> {
  await command(context, ['backup'], settings);
}

async function setsOf(context: DrillContext, settings: Record<string, string>): Promise<string[]> {
  const { result } = await command(context, ['backup', '--list'], settings);
  const { sets } = z
    .object({ sets: z.array(z.object({ id: z.string(), finished: z.boolean() })) })
    .parse(result);
  return sets.filter(({ finished }) => finished).map(({ id }) => id);
}

function compare(
  sumsBefore: Map<string, string>,
  sumsAfter: Map<string, string>,
  before: Map<string, string>,
  after: Map<string, string>,
): void {
  for (const table of OF_THE_RUN) for (const sums of [sumsBefore, sumsAfter]) sums.delete(table);
  assert.deepEqual(differences(sumsBefore, sumsAfter), [], 'Rows differ.');
  assert.deepEqual(differences(before, after), [], 'Objects differ.');
}

/** The restored product is healthy and works a lecture through. */
async function goesOn(context: DrillContext, after: Places, begun: number): Promise<void> {
  const product = await startProduct(context, after.settings);
  try {
    const lecture = await handIn(product.client, context, {
      file: textFile(context, 1),
      courseName: 'Goes on',
      preset: 'exam',
    });
    assert.equal(lecture.state, 'ready', 'A new lecture is worked through.');
    context.note(`Recovery time: ${since(begun)} s, from nothing to a new lecture that is ready.`);
  } finally {
    await product.stop();
  }
  const { result } = await command(context, ['integrity'], after.settings);
  const { findings } = z.object({ findings: z.array(z.unknown()) }).parse(result);
  assert.deepEqual(findings, [], 'The check of objects finds nothing.');
}

/** The set that was made under traffic, on the embedded database: nothing that was accepted before it is lost. */
async function intoEmbedded(
  context: DrillContext,
  secrets: Record<string, string>,
  accepted: readonly string[],
): Promise<void> {
  const settings = { PEGASUS_DATA: join(context.scratch, 'embedded') };
  const [set = ''] = await setsOf(context, { ...settings, ...secrets });
  await command(context, ['restore', '--set', set], { ...settings, ...secrets });
  const product = await startProduct(context, settings);
  try {
    await allEnded(product.client, context, accepted);
  } finally {
    await product.stop();
  }
  const { result } = await command(context, ['integrity'], settings);
  const { findings } = z.object({ findings: z.array(z.unknown()) }).parse(result);
  assert.deepEqual(findings, [], 'The check of objects finds nothing.');
  context.note(
    `The set made under traffic, restored onto the embedded database: all ${accepted.length} lectures are there and end well.`,
  );
}

/** A flipped byte, a missing object and a dump that was cut short: each is refused, and nothing is left behind. */
async function refusesSpoilt(
  context: DrillContext,
  backups: DrillBackups,
  secrets: Record<string, string>,
): Promise<void> {
  const files = await backups.list();
  const objects = files.filter(({ key }) => key.startsWith('objects'));
  const object = objects.sort((a, b) => b.bytes - a.bytes)[0]?.key ?? '';
  const sets = files.map(({ key }) => key).filter((key) => key.includes('artifacts'));
  const dump = sets.sort().at(-1) ?? '';
  const spoils: [string, string, string, (content: Buffer) => Buffer | undefined][] = [
    ['a flipped byte', 'backup-damaged', object, flipByte],
    ['a missing object', 'backup-incomplete', object, () => undefined],
    ['a truncated dump', 'backup-damaged', dump, (content) => content.subarray(0, content.length / 2)],
  ];
  const places = await openPlaces(context.scratch, false);
  try {
    for (const [what, code, key, spoil] of spoils) {
      const whole = await backups.read(key);
      const spoilt = spoil(Buffer.from(whole));
      if (spoilt) await backups.write(key, spoilt);
      else await backups.remove(key);
      const { code: exit, result } = await runCommand(context, ['restore'], {
        ...places.settings,
        ...secrets,
      });
      await backups.write(key, whole);
      assert.notEqual(exit, 0, `A set with ${what} was restored.`);
      assert.equal(Failed.parse(result).problem.code, code, `A set with ${what} is refused as ${code}.`);
      assert.equal((await places.hashes()).size, 0, `A refused set with ${what} left objects behind.`);
      const lectures = (await tableSums(places.databaseUrl)).get('lectures') ?? '0 rows';
      assert.match(lectures, /^0 rows/, `A refused set with ${what} left rows behind.`);
      context.note(`Refused: ${what} (${code}); the place stays empty.`);
    }
  } finally {
    await places.destroy();
  }
}

function flipByte(content: Buffer): Buffer {
  const at = Math.floor(content.length / 2);
  content[at] = (content[at] ?? 0) ^ 1;
  return content;
}

function since(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}
