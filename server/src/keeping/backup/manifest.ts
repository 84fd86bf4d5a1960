import { Problem } from '@pegasus/core/problem.ts';
import { z } from 'zod';
import type { Storage } from '../../storage/define.ts';
import { type BackupKey, seal } from './sealing.ts';

const FORMAT = 1;
const Sum = z.string().regex(/^[0-9a-f]{64}$/);

const StoredFile = z.object({
  /** Key in the place of the backup. */
  key: z.string(),
  /** Of the file as it lies there. */
  bytes: z.int().nonnegative(),
  sha256: Sum,
});
export type StoredFile = z.infer<typeof StoredFile>;

/** What a set says of itself. It is written last: a set without one was never finished. */
export const Manifest = z.object({
  product: z.literal('pegasus'),
  format: z.literal(FORMAT),
  id: z.string(),
  kind: z.enum(['backup', 'restore-point']),
  /** The instant of the database that it holds; objects were copied after it. */
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  version: z.string(),
  backend: z.enum(['pglite', 'postgres']),
  migrations: z.array(z.string()),
  /** Absent when it is not encrypted. */
  encryption: z.object({ cipher: z.literal('aes-256-gcm'), keyId: z.string() }).optional(),
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.int().nonnegative(),
      /** Of the rows as text, so that two sets can be compared whatever they are packed in. */
      contentSha256: Sum,
      file: StoredFile,
    }),
  ),
  objects: z.object({
    count: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    /** How many of them this set had to copy; the rest was in the place already. */
    copied: z.int().nonnegative(),
    list: StoredFile,
  }),
  /** Objects whose rows are in the set and that were damaged or missing when it was made. */
  faulty: z.array(z.string()),
  /** What is not inside, on purpose. */
  leftOut: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** One line of a set's list of objects. */
export const ListedObject = z.object({
  key: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sum,
  /** Where its bytes lie in the place, shared by all sets. */
  blob: z.string(),
});
export type ListedObject = z.infer<typeof ListedObject>;

const Sealed = z.object({ seal: Sum, manifest: z.unknown() });
const About = z.object({
  product: z.string(),
  format: z.number(),
  encryption: z.object({ keyId: z.string() }).optional(),
});

export function manifestKey(id: string): string {
  return `sets/${id}/manifest.json`;
}

export function sealManifest(manifest: Manifest, key: BackupKey | undefined): Buffer {
  const sealed = { seal: seal(JSON.stringify(manifest), key), manifest };
  return Buffer.from(`${JSON.stringify(sealed, undefined, 2)}\n`);
}

/**
 * Reads what a set says of itself. Throws Problem `backup-damaged`, `backup-incomplete`, `backup-foreign`,
 * `backup-newer`, `backup-key`.
 */
export async function readManifest(
  place: Storage,
  id: string,
  key: BackupKey | undefined,
): Promise<Manifest> {
  const text = await readText(place, id);
  const { seal: said, manifest } = parseJson(text, id);
  const about = About.safeParse(manifest);
  if (!about.success || about.data.product !== 'pegasus')
    throw new Problem('backup-foreign', `The set ${id} does not say that it is of Pegasus.`);
  if (about.data.format > FORMAT)
    throw new Problem('backup-newer', `The set ${id} has the format ${about.data.format}.`);
  refuseKey(id, about.data.encryption?.keyId, key);
  const parsed = Manifest.safeParse(manifest);
  if (!parsed.success || said !== seal(JSON.stringify(manifest), about.data.encryption ? key : undefined))
    throw new Problem('backup-damaged', `It is the manifest of the set ${id}.`);
  return parsed.data;
}

function refuseKey(id: string, keyId: string | undefined, key: BackupKey | undefined): void {
  if (keyId === undefined || keyId === key?.id) return;
  const given = key ? `the key that was given is ${key.id}` : 'none was given';
  throw new Problem('backup-key', `The set ${id} is encrypted with the key ${keyId}; ${given}.`);
}

async function readText(place: Storage, id: string): Promise<string> {
  try {
    return Buffer.concat(await Array.fromAsync(place.get(manifestKey(id)))).toString('utf8');
  } catch (error) {
    if (error instanceof Problem && error.code === 'object-missing')
      throw new Problem('backup-incomplete', `The set ${id} has no manifest.`, { cause: error });
    throw error;
  }
}

function parseJson(text: string, id: string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem('backup-damaged', `It is the manifest of the set ${id}.`, { cause: error });
  }
}

/** Ids of all sets of a place, finished or not, oldest first. */
export async function listSets(place: Storage): Promise<{ id: string; finished: boolean }[]> {
  const sets = new Map<string, boolean>();
  for await (const key of place.list('sets/')) {
    const id = key.split('/')[1] ?? '';
    sets.set(id, (sets.get(id) ?? false) || key === manifestKey(id));
  }
  return [...sets].map(([id, finished]) => ({ id, finished })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
