import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServer } from 'node:tls';
import { readEnd } from './certificate-figures.ts';

test('the end of a certificate is read from whoever serves it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-certificate-'));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', [...words, '-days', '10', '-subj', '/CN=localhost', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const days = ((await readEnd('localhost', port)).getTime() - Date.now()) / 86_400_000;
  assert.ok(days > 9.9 && days < 10.1, `${days} days`);
  server.close();
  await once(server, 'close');
  await assert.rejects(readEnd('127.0.0.1', port), /ECONNREFUSED/);
  await rm(folder, { recursive: true });
});
