import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Problem } from '@pegasus/core/problem.ts';
import type { PutOptions, Storage, StoredObject } from './define.ts';
import { isObjectKey } from './key.ts';
import { isMissing, storageProblem } from './s3/problem.ts';

/** Where objects are kept and who we are there. */
export interface S3Place {
  bucket: string;
  /** Stands before every key; empty, or ends with a slash. */
  prefix: string;
  /** Undefined for AWS. */
  endpoint?: string | undefined;
  region: string;
  /** Whether the bucket stands in the path and not in the host's name. */
  pathStyle: boolean;
  /** Undefined takes what the machine itself may. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Folder for copies of objects that a program wants as a file. */
  scratch: string;
}

/** The smallest that S3 allows but for the last; four at once take 32 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 4;
const MOST_CONNECTIONS = 64;
const CONNECT_MS = 5_000;
/** Silence of the server for so long is the end of a try. */
const SILENCE_MS = 20_000;
const TRIES = 4;
/** That the bucket can be written is tried at most so often; that it answers, at each check. */
const WRITE_CHECK_MS = 60_000;

/** Keeps objects in an S3-compatible store. An object appears when its last part is complete. */
export function createS3Storage(place: S3Place): Storage {
  const client = new S3Client({
    region: place.region,
    forcePathStyle: place.pathStyle,
    ...(place.endpoint ? { endpoint: place.endpoint } : {}),
    ...(place.credentials ? { credentials: place.credentials } : {}),
    maxAttempts: TRIES,
    // Not every store knows the newer checksums; SHA-256 is computed and kept by us.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: SILENCE_MS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    },
  });
  let writtenAt = Number.NEGATIVE_INFINITY;

  const objectOf = (key: string) => {
    if (!isObjectKey(key)) throw new Error(`Not an object key: ${JSON.stringify(key)}`);
    return { Bucket: place.bucket, Key: place.prefix + key };
  };

  async function put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: PutOptions = {},
  ): Promise<StoredObject> {
    const object = objectOf(key);
    const measure = createMeasure(options);
    // Ends the upload's own requests when the content fails, so that no part stays behind.
    const upload = new Upload({
      client,
      params: { ...object, Body: Readable.from(measure.through(content), { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
    });
    const abort = () => void upload.abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
      options.signal?.throwIfAborted();
      await upload.done();
      return { key, ...measure.result() };
    } catch (error) {
      throw measure.failure() ?? options.signal?.reason ?? storageProblem(error, key);
    } finally {
      options.signal?.removeEventListener('abort', abort);
    }
  }

  /** Reads on where a connection broke: an hour of sound must not begin anew for one lost packet. */
  async function* get(key: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array> {
    const object = objectOf(key);
    if (range && range.end <= range.start) return;
    let at = range?.start ?? 0;
    let version: string | undefined;
    for (let tries = 1; ; tries++) {
      try {
        const last = range ? String(range.end - 1) : '';
        const wholeAnew = !range && at === 0;
        const answer = await client.send(
          new GetObjectCommand({
            ...object,
            ...(wholeAnew ? {} : { Range: `bytes=${at}-${last}` }),
            ...(version ? { IfMatch: version } : {}),
          }),
        );
        version = answer.ETag;
        const end = at + (answer.ContentLength ?? 0);
        for await (const piece of answer.Body as AsyncIterable<Uint8Array>) {
          at += piece.byteLength;
          tries = 1;
          yield piece;
        }
        if (at < end) throw new Error(`The store sent ${at} of ${end} bytes.`);
        return;
      } catch (error) {
        if (isMissing(error) || tries >= TRIES || !(error instanceof Error)) throw storageProblem(error, key);
        if (version === undefined) throw storageProblem(error, key);
      }
    }
  }

  return {
    name: 's3',
    put,
    get,
    size: async (key) => {
      try {
        const { ContentLength } = await client.send(new HeadObjectCommand(objectOf(key)));
        return ContentLength;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storageProblem(error, key);
      }
    },
    withFile: async (key, use) => {
      objectOf(key);
      await mkdir(place.scratch, { recursive: true });
      const path = join(place.scratch, `object-${randomUUID()}`);
      try {
        await pipeline(get(key), createWriteStream(path, { mode: 0o600 }));
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    remove: async (key) => {
      try {
        await client.send(new DeleteObjectCommand(objectOf(key)));
      } catch (error) {
        if (!isMissing(error)) throw storageProblem(error, key);
      }
    },
    list: (prefix) => listKeys(client, place, prefix),
    download: (key, headers, seconds) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...objectOf(key),
          ResponseContentType: headers.mediaType,
          ResponseContentDisposition: headers.disposition,
          ResponseCacheControl: 'private, no-store',
        }),
        { expiresIn: seconds },
      ),
    check: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: place.bucket }));
        if (performance.now() - writtenAt < WRITE_CHECK_MS) return;
        const probe = { Bucket: place.bucket, Key: `${place.prefix}checks/${randomUUID()}` };
        await client.send(new PutObjectCommand({ ...probe, Body: 'check' }));
        await client.send(new DeleteObjectCommand(probe));
        writtenAt = performance.now();
      } catch (error) {
        writtenAt = Number.NEGATIVE_INFINITY;
        throw isMissing(error)
          ? new Problem('storage-unavailable', `There is no bucket ${place.bucket}.`, { cause: error })
          : storageProblem(error, 'checks');
      }
    },
    close: async () => client.destroy(),
  };
}

/** Counts and hashes what flows through, and remembers why it stopped. */
function createMeasure({ maxBytes, signal }: PutOptions) {
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: unknown;
  return {
    async *through(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      try {
        for await (const piece of content) {
          signal?.throwIfAborted();
          bytes += piece.byteLength;
          if (maxBytes !== undefined && bytes > maxBytes)
            throw new Problem('recording-too-large', `The limit is ${maxBytes} bytes.`);
          hash.update(piece);
          yield piece;
        }
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    failure: () => failure,
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}

async function* listKeys(client: S3Client, place: S3Place, prefix: string): AsyncIterable<string> {
  let token: string | undefined;
  do {
    const page = await client
      .send(
        new ListObjectsV2Command({
          Bucket: place.bucket,
          Prefix: place.prefix + prefix,
          ...(token ? { ContinuationToken: token } : {}),
        }),
      )
      .catch((error: unknown) => {
        throw storageProblem(error, prefix);
      });
    for (const { Key = '' } of page.Contents ?? []) {
      const key = Key.slice(place.prefix.length);
      if (isObjectKey(key)) yield key;
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
