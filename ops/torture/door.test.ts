import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startDoor } from './door.ts';

test('a frozen door lets nothing through and loses nothing', async () => {
  const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const door = await startDoor((echo.address() as AddressInfo).port);
  const heard: string[] = [];
  const open = async () => {
    const socket = createConnection({ port: door.port, host: '127.0.0.1' });
    socket.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    await once(socket, 'connect');
    return socket;
  };
  const before = await open();
  before.write('a');
  while (heard.length < 1) await pause(5);
  door.freeze(true);
  const during = await open();
  before.write('b');
  during.write('c');
  await pause(100);
  assert.deepEqual(heard, ['a']);
  door.freeze(false);
  while (heard.length < 3) await pause(5);
  assert.deepEqual(heard.toSorted(), ['a', 'b', 'c']);
  before.destroy();
  during.destroy();
  await door.close();
  echo.close();
});
