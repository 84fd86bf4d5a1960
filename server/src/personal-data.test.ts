import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCatalog } from './db/catalog.ts';
import { migrate } from './db/migrate.ts';
import { openEmbeddedDatabase } from './db/open.ts';
import { isPrivateHost, PERSONAL_DATA, processorsOf } from './personal-data.ts';

/** Columns that only hold rows together, order them or say how far something is. */
const NOT_PERSONAL =
  /^(id|.*_id|owner|place|generation|attempt|version|part|target|kind|state|stage|source|preset_id|type|format|media_type|exporter|schema_version|generator|provenance|language|level|complexity|role|times|purpose|created_order|replay_of|place|lectures|fingerprint|fault|status|token|action|actor|task|outcome|sources|moments|moment|views|copies|with_.*|artifacts|input|attempts)$|_at$|_since$|_until$|_by$|_second$|_seconds$|^seconds$|bytes$|^at$|_of$|_byte$|^points$|^expire$|^due$|^counts$|^failures$/;

describe('the map of personal data', () => {
  test('names only what the database has, and everything there that can be personal', async () => {
    const database = await openEmbeddedDatabase(undefined);
    try {
      await migrate(database);
      const catalog = await readCatalog(database.kysely);
      assert.deepEqual(catalog.map(({ name }) => name).sort(), Object.keys(PERSONAL_DATA).sort());
      for (const { name, columns } of catalog) {
        const data = PERSONAL_DATA[name as keyof typeof PERSONAL_DATA];
        if ('none' in data) continue;
        const there = columns.map((column) => column.name);
        assert.deepEqual(
          data.fields.filter((field) => !there.includes(field)),
          [],
          `${name} has no such columns`,
        );
        const forgotten = there.filter(
          (column) => !data.fields.includes(column) && !NOT_PERSONAL.test(column),
        );
        assert.deepEqual(forgotten, [], `${name}: say what they hold of a person`);
      }
    } finally {
      await database.close();
    }
  });
});

describe('others that get something', () => {
  const none = { language: 'extractive', languageUrl: '', storageUrl: '', smtpUrl: '', oidcIssuer: '' };

  test('are none by default, nor on this machine or within a private network', () => {
    assert.deepEqual(processorsOf(none), []);
    const own = { ...none, language: 'openai-compatible', languageUrl: 'http://10.0.0.5:11434/v1' };
    assert.deepEqual(processorsOf(own), []);
    assert.deepEqual(processorsOf({ ...none, storageUrl: 's3://b?endpoint=http://minio:9000' }), []);
  });

  test('are named when a provider elsewhere is set', () => {
    const cloud = {
      language: 'anthropic',
      languageUrl: '',
      storageUrl: 's3://bucket',
      smtpUrl: 'smtps://u:p@mail.example.org',
      oidcIssuer: 'https://id.example.org',
    };
    assert.deepEqual(
      processorsOf(cloud).map(({ name }) => name),
      ['Anthropic', 'Amazon Web Services', 'mail.example.org', 'id.example.org'],
    );
  });

  for (const host of [
    'localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    '[fd00::1]',
    'minio',
    'nas.local',
  ])
    test(`${host} is no other`, () => assert.ok(isPrivateHost(host)));
  for (const host of ['example.org', '8.8.8.8', '172.32.0.1', '2001:db8::1'])
    test(`${host} is one`, () => assert.ok(!isPrivateHost(host)));
});
