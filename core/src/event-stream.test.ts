import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readEventStream } from './event-stream.ts';

/** A stream that arrives in pieces of `size` bytes. */
function streamOf(text: string, size = 1_000_000): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

const read = (text: string, size?: number) => Array.fromAsync(readEventStream(streamOf(text, size)));

describe('reading an event stream', () => {
  test('gives the name and the data of every event', async () => {
    assert.deepEqual(await read('event: lecture\ndata: {"a":1}\n\ndata: two\n\n'), [
      { name: 'lecture', data: '{"a":1}' },
      { name: 'message', data: 'two' },
    ]);
  });

  test('joins the lines of one event and takes away one leading space only', async () => {
    assert.deepEqual(await read('data:  two spaces\ndata:none\ndata\n\n'), [
      { name: 'message', data: ' two spaces\nnone\n' },
    ]);
  });

  test('skips comments, fields it does not know and events without data', async () => {
    assert.deepEqual(await read(': still here\n\nretry: 2000\nid: 7\n\nevent: empty\n\ndata: x\n\n'), [
      { name: 'message', data: 'x' },
    ]);
  });

  test('throws away an event that was cut off', async () => {
    assert.deepEqual(await read('data: whole\n\ndata: half'), [{ name: 'message', data: 'whole' }]);
    assert.deepEqual(await read('data: whole\n\ndata: without its empty line\n'), [
      { name: 'message', data: 'whole' },
    ]);
  });

  for (const ending of ['\n', '\r', '\r\n']) {
    for (const size of [1, 2, 3, 7]) {
      test(`reads lines that end in ${JSON.stringify(ending)} in pieces of ${size} bytes`, async () => {
        const lines = ['event: lecture', 'data: Schrödingers 🐈', 'data: zwei', '', 'data: x', '', ''];
        assert.deepEqual(await read(lines.join(ending), size), [
          { name: 'lecture', data: 'Schrödingers 🐈\nzwei' },
          // A lone CR at the very end may be half of a CRLF, so what it would end is unfinished.
          ...(ending === '\r' ? [] : [{ name: 'message', data: 'x' }]),
        ]);
      });
    }
  }

  test('closes the connection when the reader leaves early', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: again\n\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const event of readEventStream(endless)) {
      assert.equal(event.data, 'again');
      break;
    }
    assert.equal(cancelled, true);
  });
});
