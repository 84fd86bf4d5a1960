import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../fixtures/servers/postgres.ts';
import { type S3Server, startS3 } from '../../fixtures/servers/s3.ts';

/** A fresh database server and a fresh store, and the settings that lead the product there. */
export interface Places {
  postgres: PostgresServer;
  databaseUrl: string;
  settings: Record<string, string>;
  /** SHA-256 of every stored object, past the product's own code. */
  hashes(): Promise<Map<string, string>>;
  /** Takes both away with all that is in them. */
  destroy(): Promise<void>;
}

export async function openPlaces(scratch: string, s3: boolean): Promise<Places> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase('pegasus');
  const folder = await mkdtemp(join(scratch, 'place-'));
  const store = s3 ? await openBucket() : await openFolder(join(folder, 'objects'));
  return {
    postgres,
    databaseUrl,
    settings: {
      PEGASUS_DATABASE_URL: databaseUrl,
      PEGASUS_DATA: join(folder, 'data'),
      ...store.settings,
    },
    hashes: store.hashes,
    destroy: async () => {
      await postgres.stop();
      await store.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Store = Pick<Places, 'settings' | 'hashes' | 'destroy'>;

async function openFolder(path: string): Promise<Store> {
  await mkdir(path, { recursive: true });
  return {
    settings: { PEGASUS_STORAGE_URL: pathToFileURL(path).href },
    hashes: async () => {
      const hashes = new Map<string, string>();
      for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        const key = relative(path, file).replaceAll('\\', '/');
        if (entry.isFile() && !key.startsWith('.')) hashes.set(key, await hashOf(createReadStream(file)));
      }
      return hashes;
    },
    destroy: () => rm(path, { recursive: true, force: true }),
  };
}

async function openBucket(): Promise<Store> {
  const server: S3Server = await startS3();
  const url = await server.createBucket('pegasus');
  const { accessKey, secretKey, endpoint } = server;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
  });
  return {
    settings: {
      PEGASUS_STORAGE_URL: url,
      PEGASUS_STORAGE_ACCESS_KEY: accessKey,
      PEGASUS_STORAGE_SECRET_KEY: secretKey,
    },
    hashes: async () => {
      const hashes = new Map<string, string>();
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: 'pegasus', ...(token ? { ContinuationToken: token } : {}) }),
        );
        for (const { Key = '' } of page.Contents ?? []) {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: 'pegasus', Key }));
          hashes.set(Key, await hashOf(Body as AsyncIterable<Uint8Array>));
        }
        token = page.NextContinuationToken;
      } while (token);
      return hashes;
    },
    destroy: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return hash.digest('hex');
}

/** Runs `use` on a connection of its own, past the product's code. */
export async function onDatabase<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set time zone 'UTC'`);
    return await use(client);
  } finally {
    await client.end();
  }
}

/** For every table of the product, how many rows it has and a sum over all of them. */
export function tableSums(
  url: string,
  { columns }: { columns?: ReadonlyMap<string, readonly string[]> } = {},
): Promise<Map<string, string>> {
  return onDatabase(url, async (client) => {
    const sums = new Map<string, string>();
    for (const [table, names] of columns ?? (await tableColumns(client))) {
      const list = names.map((name) => `"${name}"`).join(', ');
      const { rows } = await client.query<{ sum: string }>(
        `select count(*) || ' rows, ' || md5(coalesce(string_agg(held::text, E'\\n' order by held::text collate "C"), '')) as sum
         from (select ${list} from "${table}") as held`,
      );
      sums.set(table, rows[0]?.sum ?? '');
    }
    return sums;
  });
}

/** The product's tables with their columns; the migrator's own books are not the product's. */
export async function tableColumns(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select table_name as table, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns where table_schema = 'public' and table_name not like 'kysely_%'
     group by table_name order by table_name`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'not there'} → ${after.get(name) ?? 'not there'}`);
}
