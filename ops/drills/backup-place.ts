import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startS3 } from '../../fixtures/servers/s3.ts';

/** Where a drill keeps backups, and a way to spoil them past the product's own code. */
export interface DrillBackups {
  /** What leads the product there. */
  settings: Record<string, string>;
  /** In words, for the proof. */
  about: string;
  /** Every file with its size. */
  list(): Promise<{ key: string; bytes: number }[]>;
  read(key: string): Promise<Buffer>;
  write(key: string, content: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  destroy(): Promise<void>;
}

/** A folder, or a bucket of a store of its own: backups lie elsewhere than what they are of. */
export function openBackups(scratch: string, s3: boolean): Promise<DrillBackups> {
  return s3 ? openBucket() : openFolder(join(scratch, 'backups'));
}

async function openFolder(folder: string): Promise<DrillBackups> {
  await mkdir(folder, { recursive: true });
  return {
    settings: { PEGASUS_BACKUP_URL: pathToFileURL(folder).href },
    about: 'in a folder',
    list: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(
        paths.map(async (path) => ({ key: relative(folder, path), bytes: (await readFile(path)).length })),
      );
    },
    read: (key) => readFile(join(folder, key)),
    write: (key, content) => writeFile(join(folder, key), content),
    remove: (key) => rm(join(folder, key)),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}

async function openBucket(): Promise<DrillBackups> {
  const server = await startS3();
  const url = await server.createBucket('backups');
  const client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: server.accessKey, secretAccessKey: server.secretKey },
  });
  const at = (key: string) => ({ Bucket: 'backups', Key: `kept/${key}` });
  return {
    settings: {
      PEGASUS_BACKUP_URL: url.replace('s3://backups', 's3://backups/kept'),
      PEGASUS_BACKUP_ACCESS_KEY: server.accessKey,
      PEGASUS_BACKUP_SECRET_KEY: server.secretKey,
    },
    about: 'in a bucket of another S3 store',
    list: async () => {
      const found: { key: string; bytes: number }[] = [];
      for (let token: string | undefined, more = true; more; more = token !== undefined) {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: 'backups', ...(token ? { ContinuationToken: token } : {}) }),
        );
        for (const { Key = '', Size = 0 } of page.Contents ?? [])
          found.push({ key: Key.replace(/^kept\//, ''), bytes: Size });
        token = page.NextContinuationToken;
      }
      return found;
    },
    read: async (key) => {
      const { Body } = await client.send(new GetObjectCommand(at(key)));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    write: async (key, content) =>
      void (await client.send(new PutObjectCommand({ ...at(key), Body: content }))),
    remove: async (key) => void (await client.send(new DeleteObjectCommand(at(key)))),
    destroy: async () => {
      client.destroy();
      await server.stop();
    },
  };
}
