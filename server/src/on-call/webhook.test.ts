import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { contradictions } from '../config-rules.ts';
import { isForbiddenAddress, isPrivateAddress } from '../settings/address.ts';
import { postJson } from './webhook.ts';

async function answering(status: number, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    response.writeHead(status, headers).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { asked, address: `http://127.0.0.1:${port}/alerts`, port, close: () => server.close() };
}

test('a webhook that takes it has it', async () => {
  const hook = await answering(204);
  await postJson(hook.address, { a: 1 });
  await postJson(`http://localhost:${hook.port}/by-name`, {});
  assert.deepEqual(hook.asked, ['/alerts', '/by-name']);
  hook.close();
});

test('an answer that is none of success is a failure, and no redirect is followed', async () => {
  const elsewhere = await answering(204);
  const refusing = await answering(500);
  const leading = await answering(307, { location: elsewhere.address });
  await assert.rejects(postJson(refusing.address, {}), /answered 500/);
  await assert.rejects(postJson(leading.address, {}), /answered 307/);
  assert.deepEqual(elsewhere.asked, []);
  for (const each of [elsewhere, refusing, leading]) each.close();
});

test('what belongs to a cloud or a link is never called, however it is written', async () => {
  const never = ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '0.0.0.0', '[fd00:ec2::254]'];
  for (const host of never)
    for (const scheme of ['http', 'https'])
      await assert.rejects(postJson(`${scheme}://${host}/`, {}), /never called/, host);
});

test('out of the own network nothing is sent in the clear', async () => {
  await assert.rejects(postJson('http://192.0.2.1/', {}), /without https/);
  assert.equal(isPrivateAddress('::ffff:10.1.2.3'), true);
  assert.equal(isPrivateAddress('8.8.8.8'), false);
  assert.equal(isForbiddenAddress('10.1.2.3'), false);
});

test('a setting that can never work is refused at the start', () => {
  const broken = (alertWebhook: string) =>
    contradictions({ ...readConfig({}), alertWebhook }).filter((line) =>
      line.startsWith('PEGASUS_ALERT_WEBHOOK'),
    ).length > 0;
  for (const wrong of ['nonsense', 'ftp://example.org', 'http://8.8.8.8/', 'https://169.254.169.254/'])
    assert.equal(broken(wrong), true, wrong);
  for (const right of ['', 'https://hooks.example.org/x', 'http://127.0.0.1:9/', 'http://alerts.lan/x'])
    assert.equal(broken(right), false, right);
});
