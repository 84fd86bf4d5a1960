import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { migrate } from '../../db/migrate.ts';
import { type Database, openEmbeddedDatabase } from '../../db/open.ts';
import { openTestDatabase } from '../../db/test-database.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../../db/users.ts';
import { storeMaterial } from '../../http/test-material.ts';
import { openTestServer, problem, type TestServer } from '../../http/test-server.ts';
import { storages } from '../../storage/registry.ts';
import { deleteCourse, deleteLecture } from '../deletion.ts';
import { withoutBooks } from '../kept-storage.ts';
import { backUp } from './back-up.ts';
import { listSets, type Manifest, manifestKey, readManifest } from './manifest.ts';
import type { BackupPlace } from './place.ts';
import { pruneBackups } from './prune.ts';
import { type RestoreOptions, type RestoreTools, restore } from './restore.ts';
import { restorePart } from './restore-part.ts';
import { newBackupKey, parseBackupKey } from './sealing.ts';

const never = new AbortController().signal;

async function* text(content: string | Buffer): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('backup and restore', () => {
  let server: TestServer;
  let folder: string;
  let place: BackupPlace;
  let ready: Lecture;
  let processing: Lecture;
  let targets: { database: Database; storage: RestoreTools['storage'] }[] = [];
  let places = 0;
  /** Stays empty whatever is refused. */
  let refusing: Pick<RestoreTools, 'database' | 'storage'> | undefined;

  before(async () => {
    server = await openTestServer();
    folder = await mkdtemp(join(tmpdir(), 'pegasus-backup-'));
    ready = await server.newLecture();
    processing = await server.newLecture();
    await storeMaterial(server.services, ready);
  });
  after(async () => {
    await server.close();
    await refusing?.database.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    place = newPlace();
    targets = [];
  });

  function newPlace(key = parseBackupKey(newBackupKey(), 'test')): BackupPlace {
    return { storage: storages.filesystem(join(folder, `place-${places++}`)), key };
  }
  async function newTarget(open: () => Promise<Database> = openTestDatabase) {
    const target = {
      database: await open(),
      storage: storages.filesystem(join(folder, `store-${places++}`)),
    };
    targets.push(target);
    return target;
  }
  const closeTargets = async () => {
    for (const { database } of targets.splice(0)) await database.close();
  };
  const toolsOf = (target: Pick<RestoreTools, 'database' | 'storage'>): RestoreTools => {
    const { log, now, newId, queue } = server.services;
    return { ...target, log, now, newId, startQueue: async () => queue, say: () => undefined };
  };
  const backUpFrom = (from: Pick<RestoreTools, 'database' | 'storage'>, to = place) =>
    backUp({ ...toolsOf(from) }, to, 'backup', never);
  const restoreInto = (
    target: Pick<RestoreTools, 'database' | 'storage'>,
    options: Partial<RestoreOptions> = {},
    from = place,
  ) => restore(toolsOf(target), from, { replace: false, signal: never, ...options });
  const sums = ({ tables }: Manifest, but: string[] = []) =>
    Object.fromEntries(
      tables
        .filter(({ name }) => !but.includes(name))
        .map(({ name, contentSha256 }) => [name, contentSha256]),
    );
  const bytesOf = async (storage: RestoreTools['storage'], key: string) =>
    Buffer.concat(await Array.fromAsync(storage.get(key))).toString('base64');
  const change = async (key: string, how: (content: Buffer) => Buffer) => {
    const content = Buffer.concat(await Array.fromAsync(place.storage.get(key)));
    await place.storage.put(key, text(how(content)));
  };
  const flip = (content: Buffer) => {
    const at = Math.floor(content.length / 2);
    content[at] = (content[at] ?? 0) ^ 1;
    return content;
  };

  test('brings every row and byte back, from one kind of database to another and back again', async () => {
    const first = await backUpFrom(server.services);
    assert.ok(first.tables.find(({ name }) => name === 'artifacts')?.rows === 2);
    const embedded = await newTarget(() => openEmbeddedDatabase(undefined));
    const result = await restoreInto(embedded);
    assert.equal(result.objects, first.objects.count);
    assert.equal(result.requeued, 2, 'what was waiting is queued again');
    const second = newPlace();
    // The jobs of what waits are new ones, and nothing else is.
    const but = ['stage_runs'];
    assert.deepEqual(sums(await backUpFrom(embedded, second), but), sums(first, but));
    const again = await newTarget();
    await restoreInto(again, {}, second);
    const third = await backUpFrom(again, newPlace());
    assert.deepEqual(sums(third, but), sums(first, but));
    for (const key of await server.stored())
      assert.equal(
        await bytesOf(again.storage, key),
        await bytesOf(withoutBooks(server.services.storage), key),
      );
    await closeTargets();
  });

  test('copies each object once, and shows nothing of what is inside', async () => {
    const first = await backUpFrom(server.services);
    // Two of them are the same words, which are kept once.
    assert.equal(first.objects.copied, first.objects.count - 1);
    const second = await backUpFrom(server.services);
    assert.equal(second.objects.copied, 0);
    for await (const key of place.storage.list('')) {
      const content = Buffer.concat(await Array.fromAsync(place.storage.get(key)));
      assert.ok(!content.includes('Elasticity') && !content.includes(ready.id), key);
    }
  });

  test('holds no sessions, and says what it leaves out', async () => {
    const manifest = await backUpFrom(server.services);
    assert.ok(!manifest.tables.some(({ name }) => ['sessions', 'account_links'].includes(name)));
    assert.match(manifest.leftOut.join('\n'), /settings and their secrets/);
  });

  test('makes one set of one instant while lectures come in', async () => {
    const coming = Promise.all([1, 2, 3].map(() => server.newLecture()));
    const manifest = await backUpFrom(server.services);
    const added = await coming;
    const target = await newTarget();
    await restoreInto(target);
    const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
    assert.equal(rowsOf('lectures'), rowsOf('recordings'));
    await closeTargets();
    for (const { id } of added) await deleteLecture(server.services, LOCAL_USER_ID, id);
  });

  for (const [what, code, spoil] of [
    ['a flipped byte of an object', 'backup-damaged', (m: Manifest) => spoilObject(m, flip)],
    ['a missing object', 'backup-incomplete', async () => place.storage.remove(await anObject())],
    ['a flipped byte of a table', 'backup-damaged', (m: Manifest) => change(tableKey(m), flip)],
    [
      'a table cut short',
      'backup-damaged',
      (m: Manifest) => change(tableKey(m), (c) => c.subarray(0, c.length >> 1)),
    ],
    ['a missing table', 'backup-incomplete', (m: Manifest) => place.storage.remove(tableKey(m))],
    [
      'a changed manifest',
      'backup-damaged',
      (m: Manifest) => changeManifest(m, (t) => t.replace('"rows": 2', '"rows": 3')),
    ],
    ['a manifest that is no JSON', 'backup-damaged', (m: Manifest) => changeManifest(m, () => '{')],
    ['no manifest', 'backup-incomplete', (m: Manifest) => place.storage.remove(manifestKey(m.id))],
    [
      'the format of a newer version',
      'backup-newer',
      (m: Manifest) => changeManifest(m, (t) => t.replace('"format": 1', '"format": 2')),
    ],
    [
      'the manifest of something else',
      'backup-foreign',
      (m: Manifest) => changeManifest(m, (t) => t.replace('"pegasus"', '"unicorn"')),
    ],
    ['another key', 'backup-key', async () => forget(parseBackupKey(newBackupKey(), 'test'))],
    ['no key', 'backup-key', async () => forget(undefined)],
  ] as const) {
    test(`refuses ${what}, and leaves the place empty`, async () => {
      const manifest = await backUpFrom(server.services);
      await spoil(manifest);
      refusing ??= {
        database: await openTestDatabase(),
        storage: storages.filesystem(join(folder, 'refusing')),
      };
      const target = refusing;
      await assert.rejects(restoreInto(target, { set: manifest.id }), problem(code));
      assert.deepEqual(await Array.fromAsync(target.storage.list('')), []);
      await migrate(target.database);
      assert.deepEqual(await target.database.kysely.selectFrom('lectures').select('id').execute(), []);
    });
  }
  const forget = (other: BackupPlace['key']) => {
    place.key = other;
  };
  const anObject = async () => {
    for await (const key of place.storage.list('objects/')) return key;
    throw new Error('There is no object.');
  };
  const spoilObject = async (_: Manifest, how: (content: Buffer) => Buffer) => change(await anObject(), how);
  const tableKey = ({ tables }: Manifest) => tables.find(({ name }) => name === 'artifacts')?.file.key ?? '';
  const changeManifest = ({ id }: Manifest, how: (content: string) => string) =>
    change(manifestKey(id), (content) => Buffer.from(how(content.toString())));

  test('refuses a set whose schema only a newer version knows', async () => {
    const { kysely } = server.services.database;
    const rows = (name: string) =>
      kysely
        .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
        .insertInto('kysely_migration')
        .values({ name, timestamp: '2030' });
    await rows('9999-future').execute();
    const manifest = await backUpFrom(server.services);
    await kysely
      .withTables<{ kysely_migration: { name: string } }>()
      .deleteFrom('kysely_migration')
      .where('name', '=', '9999-future')
      .execute();
    const target = await newTarget();
    await assert.rejects(restoreInto(target, { set: manifest.id }), problem('backup-newer'));
    await closeTargets();
  });

  test('refuses a place that is in use, unless it may replace it, and then keeps what was there', async () => {
    await backUpFrom(server.services);
    const other = await openTestServer();
    const mine = await other.newLecture();
    await assert.rejects(restoreInto(other.services), problem('restore-not-empty'));
    const result = await restoreInto(other.services, { replace: true });
    await assert.rejects(other.client.getLecture({ params: { lectureId: mine.id } }), problem('not-found'));
    assert.equal((await other.client.getLecture({ params: { lectureId: ready.id } })).title, ready.title);
    await restoreInto(other.services, { replace: true, set: result.restorePoint });
    assert.equal((await other.client.getLecture({ params: { lectureId: mine.id } })).id, mine.id);
    await other.close();
  });

  test('puts what was there back when it fails in the middle', async () => {
    const manifest = await backUpFrom(server.services);
    await spoilObject(manifest, flip);
    const other = await openTestServer();
    const mine = await other.newLecture();
    await assert.rejects(
      restoreInto(other.services, { replace: true, set: manifest.id }),
      problem('backup-damaged'),
    );
    assert.equal((await other.client.getLecture({ params: { lectureId: mine.id } })).id, mine.id);
    assert.equal((await other.client.getRecording({ params: { lectureId: mine.id } })).status, 200);
    assert.deepEqual(
      (await other.stored()).filter((key) => !key.includes(mine.id)),
      [],
    );
    await other.close();
  });

  test('brings a single lecture back that was deleted, and it can be worked on again', async () => {
    const lecture = await server.newLecture();
    await storeMaterial(server.services, lecture);
    await backUpFrom(server.services);
    const options = { kind: 'lecture', id: lecture.id, signal: never } as const;
    await assert.rejects(restorePart(toolsOf(server.services), place, options), problem('restore-exists'));
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
    const result = await restorePart(toolsOf(server.services), place, options);
    assert.equal(result.objects, 2);
    assert.equal(
      (await server.client.getLecture({ params: { lectureId: lecture.id } })).title,
      lecture.title,
    );
    assert.equal((await server.client.listArtifacts({ params: { lectureId: lecture.id } })).items.length, 2);
    assert.equal((await server.client.getRecording({ params: { lectureId: lecture.id } })).status, 200);
    await server.services.storage.put(`lectures/${lecture.id}/exports/x/again`, text('late but welcome'));
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
  });

  test('brings a single course back with all its lectures', async () => {
    const lecture = await server.newLecture();
    await storeMaterial(server.services, lecture);
    await backUpFrom(server.services);
    const { courseId } = lecture;
    await deleteCourse(server.services, LOCAL_USER_ID, courseId);
    await restorePart(toolsOf(server.services), place, { kind: 'course', id: courseId, signal: never });
    assert.equal((await server.client.getCourse({ params: { courseId } })).lectures, 1);
    const exported = await server.client.getExport({
      params: { lectureId: lecture.id, exporter: 'markdown' },
    });
    assert.match(await exported.text(), /Elasticity/);
    await assert.rejects(
      restorePart(toolsOf(server.services), place, { kind: 'course', id: processing.id, signal: never }),
      problem('not-found'),
    );
    await deleteCourse(server.services, LOCAL_USER_ID, courseId);
  });

  test('keeps the newest set whatever its age, and removes bytes that nobody needs', async () => {
    const lecture = await server.newLecture();
    const old = await backUpFrom(server.services);
    await deleteLecture(server.services, LOCAL_USER_ID, lecture.id);
    const counts: Record<string, number> = {};
    const report = {
      count: (what: string) => {
        counts[what] = (counts[what] ?? 0) + 1;
      },
      fail: (what: string) => assert.fail(what),
    };
    const prune = (days: number) =>
      pruneBackups(place, { keepDays: 30, now: new Date(Date.now() + days * 86_400_000), report });
    await prune(100);
    assert.deepEqual(counts, {}, 'the only one stays');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const newer = await backUpFrom(server.services);
    await prune(100);
    assert.deepEqual(
      (await listSets(place.storage)).map(({ id }) => id),
      [newer.id],
    );
    assert.equal(counts['removed backups'], 1);
    assert.ok((counts['removed copies of objects'] ?? 0) >= 0 && old.objects.count >= newer.objects.count);
    const target = await newTarget();
    await restoreInto(target);
    assert.equal((await readManifest(place.storage, newer.id, place.key)).objects.count, newer.objects.count);
    await closeTargets();
  });

  test('goes on with its counters after the rows', async () => {
    await backUpFrom(server.services);
    const target = await newTarget();
    await restoreInto(target);
    await ensureLocalUser(target.database.kysely);
    const { kysely } = target.database;
    const [newest] = await kysely
      .selectFrom('stage_runs')
      .selectAll()
      .orderBy('created_order', 'desc')
      .limit(1)
      .execute();
    assert.ok(newest);
    const { created_order: order, ...copy } = newest;
    const again = {
      ...copy,
      id: server.services.newId(),
      attempt: 99,
      progress: null,
      problem: null,
      state: 'failed' as const,
    };
    await kysely.insertInto('stage_runs').values(again).execute();
    const row = await kysely
      .selectFrom('stage_runs')
      .select('created_order')
      .where('id', '=', again.id)
      .executeTakeFirst();
    assert.ok(Number(row?.created_order) > Number(order));
    await closeTargets();
  });
});
