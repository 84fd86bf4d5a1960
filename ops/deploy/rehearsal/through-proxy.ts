/**
 * `node through-proxy.ts ADDRESS EMAIL PASSWORD FILE [INVITATION]`: signs in, hands a large file in through a proxy, in pieces of which one breaks
 * off, follows its lecture, and looks what the proxy refuses. Started with the proxy's certificate as a known one.
 */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { request } from 'node:https';
import { createClient } from '@pegasus/core/client.ts';
import { LARGEST_PIECE } from '@pegasus/core/upload/upload.ts';
import { MOST_BODY_MEGABYTES } from '../define.ts';

const [address = '', email = '', password = '', file = '', invitation = ''] = process.argv.slice(2);
const nobody = createClient({ baseUrl: address });
if (invitation)
  await nobody.acceptInvitation({ body: { token: invitation, name: 'Administrator', password } });
const { accessToken } = await nobody.signInApp({ body: { email, password } });
const headers = { authorization: `Bearer ${accessToken}` };
const client = createClient({ baseUrl: address, headers: () => headers });
const PATIENCE_MS = 20_000;
const say = (line: string) => console.log(`note: ${line}`);

const outside = await fetch(`${address}/metrics`, { headers });
assert.equal(outside.status, 404, 'Figures are told to the outside.');
assert.equal((await fetch(`${address}/health/ready`)).status, 404, 'Health is told to the outside.');
const page = await fetch(address);
assert.match(await page.text(), /<html/, 'The app is not served.');
assert.match(page.headers.get('strict-transport-security') ?? '', /max-age/);

const plain = await fetch(address.replace('https:', 'http:'), { redirect: 'manual' });
assert.ok([301, 308].includes(plain.status), 'Without TLS nobody is sent to where there is.');

await handIn();
await refusesTooLarge();

async function handIn(): Promise<void> {
  const content = await openAsBlob(file);
  const begun = performance.now();
  const course = await client.createCourse({ body: { name: `Through ${randomUUID()}` } });
  const id = randomUUID();
  await client.createUpload({
    body: {
      id,
      courseId: course.id,
      preset: 'exam',
      fileName: 'long.wav',
      source: 'file',
      bytes: content.size,
    },
  });
  const pieces: { bytes: number; sha256: string }[] = [];
  for (let start = 0; start < content.size; start += LARGEST_PIECE) {
    const piece = await content.slice(start, start + LARGEST_PIECE).bytes();
    const sha256 = createHash('sha256').update(piece).digest('hex');
    pieces.push({ bytes: piece.length, sha256 });
    if (pieces.length === 2) await breakOff(`/api/uploads/${id}/pieces/${start}?sha256=${sha256}`, piece);
    await client.putPiece({ params: { uploadId: id, start }, query: { sha256 }, content: piece });
  }
  const { lecture, missing } = await client.finaliseUpload({
    params: { uploadId: id },
    body: { pieces, moments: [] },
  });
  assert.deepEqual(missing, []);
  assert.ok(lecture, 'What was handed in is no lecture.');
  let state = lecture.state;
  let events = 0;
  for await (const event of client.followLecture({ params: { lectureId: lecture.id } })) {
    state = event.lecture.state;
    events++;
  }
  const recording = await client.getRecording({ params: { lectureId: lecture.id } });
  const back = createHash('sha256')
    .update(await recording.bytes())
    .digest('hex');
  assert.equal(
    back,
    createHash('sha256')
      .update(await content.bytes())
      .digest('hex'),
    'It came back as something else.',
  );
  say(
    `${(content.size / 1e6).toFixed(0)} MB in ${pieces.length} pieces, one broken off and sent again: ${state} after ${events} live events and ${((performance.now() - begun) / 1000).toFixed(1)} s; its bytes came back the same.`,
  );
  assert.ok(state === 'ready' || state === 'thin', `The lecture is ${state}.`);
  assert.ok(events >= 2, 'Live events came all at once.');
}

/** Sends half of a piece and goes away, as a phone in a lift does. */
function breakOff(path: string, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const call = request(`${address}${path}`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/octet-stream', 'content-length': piece.length },
    });
    call.on('error', () => resolve());
    call.write(piece.subarray(0, piece.length / 2), () => call.destroy());
  });
}

/** What says of itself that it is larger than anything may be is refused before it is sent. */
async function refusesTooLarge(): Promise<void> {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const call = request(`${address}/api/lectures`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': (MOST_BODY_MEGABYTES + 1) * 1024 * 1024,
      },
    });
    call.on('response', (response) => {
      resolve(response.statusCode);
      call.destroy();
    });
    call.on('error', reject);
    call.setTimeout(PATIENCE_MS, () => call.destroy(new Error('A body above the limit is waited for.')));
    call.write('--x\r\ncontent-disposition: form-data; name="file"; filename="long.wav"\r\n\r\n');
  });
  assert.equal(status, 413, 'A body above the limit is not refused.');
  say(`A body of ${MOST_BODY_MEGABYTES + 1} MB is refused with 413 before it is sent.`);
}
