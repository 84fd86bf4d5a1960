import { Problem } from '@pegasus/core/problem.ts';
import type { S3Place } from '../s3.ts';

/** AWS where nobody said anything else; other stores take any name. */
const DEFAULT_REGION = 'us-east-1';
const OPTIONS = new Set(['endpoint', 'region', 'path-style']);

/**
 * Reads `s3://bucket/prefix?endpoint=https://host:port&region=name&path-style=false`. The bucket stands in the
 * path wherever an endpoint is named, because hosts named after buckets are rare outside AWS.
 * Throws Problem `setting-invalid`.
 */
export function readS3Place(
  url: string,
  rest: { accessKey: string; secretKey: string; scratch: string },
): S3Place {
  const { hostname, pathname, searchParams } = new URL(url);
  const endpoint = searchParams.get('endpoint') ?? undefined;
  const pathStyle = searchParams.get('path-style') ?? String(endpoint !== undefined);
  for (const name of searchParams.keys()) if (!OPTIONS.has(name)) throw invalid(`does not know «${name}»`);
  if (endpoint !== undefined && !/^https?:\/\/[^/]+\/?$/.test(endpoint))
    throw invalid('wants an endpoint such as https://host:9000');
  if (pathStyle !== 'true' && pathStyle !== 'false') throw invalid('wants path-style=true or false');
  if ((rest.accessKey === '') !== (rest.secretKey === ''))
    throw new Problem(
      'setting-invalid',
      'PEGASUS_STORAGE_ACCESS_KEY and PEGASUS_STORAGE_SECRET_KEY: give both or neither.',
    );
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  return {
    bucket: hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region: searchParams.get('region') ?? DEFAULT_REGION,
    pathStyle: pathStyle === 'true',
    credentials:
      rest.accessKey === '' ? undefined : { accessKeyId: rest.accessKey, secretAccessKey: rest.secretKey },
    scratch: rest.scratch,
  };
}

function invalid(reason: string): Problem {
  return new Problem('setting-invalid', `PEGASUS_STORAGE_URL: ${reason}.`);
}
