import { Problem } from '@pegasus/core/problem.ts';

const FULL = new Set(['QuotaExceeded', 'EntityTooLargeForQuota', 'XMinioStorageFull', 'InsufficientStorage']);

/** Status of the answer; undefined when there was none. */
function statusOf(error: unknown): number | undefined {
  const meta = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const status = (meta as { httpStatusCode?: number } | undefined)?.httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}

export function isMissing(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NoSuchBucket') return false;
  return name === 'NoSuchKey' || name === 'NotFound' || statusOf(error) === 404;
}

/** What an S3 store or the way to it answered, as a Problem. Says which key, never who we are there. */
export function storageProblem(error: unknown, key: string): unknown {
  if (error instanceof Problem) return error;
  if (isMissing(error)) return new Problem('object-missing', `The object is ${key}.`, { cause: error });
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : '';
  if (status === 507 || FULL.has(name)) return new Problem('disk-full', 'It is the store.', { cause: error });
  if (status === 401 || status === 403)
    return new Problem('storage-unavailable', `It refuses us (${name}).`, { cause: error });
  return new Problem('storage-unavailable', status ? `It answered ${status} (${name}).` : undefined, {
    cause: error,
  });
}
