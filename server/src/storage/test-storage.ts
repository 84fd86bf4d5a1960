import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { wantedS3 } from '../../../fixtures/servers/wanted.ts';
import type { Storage } from './define.ts';
import { openStorage } from './registry.ts';

/**
 * An empty store for tests: in a folder, or a place of its own in the S3 store that the run of tests started.
 * `npm test` runs every test that asks for one on both.
 */
export function openTestStorage(folder: string): Storage {
  const server = wantedS3();
  const place = { accessKey: '', secretKey: '', folder, scratch: join(folder, 'scratch') };
  if (!server) return openStorage({ ...place, url: '' });
  return openStorage({ ...place, ...server, url: server.url.replace('?', `/${randomUUID()}?`) });
}
