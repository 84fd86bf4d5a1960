import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { type AccountProduct, type LaunchPerson, PASSWORD, startWithAccounts } from './access/people.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

const LIMITS = {
  PEGASUS_LIMIT_SIGN_INS: '12',
  PEGASUS_LIMIT_READS: '30',
  PEGASUS_LIMIT_WRITES: '15',
  PEGASUS_LIMIT_UPLOADS: '4',
  PEGASUS_MAX_UPLOAD_MEGABYTES: '1',
};
const MEGABYTE = 1_000_000;

export const limits: LaunchItem = {
  id: '1.2',
  title: 'Rate limits and size limits',
  endpoint: 'POST /api/app-sessions, GET and POST /api/courses, POST /api/lectures; PEGASUS_LIMIT_…',
  sabotages: [
    {
      breaks: 'what a sender says of its own address is believed',
      file: 'server/src/http/app.ts',
      find: 'trustProxy: services.config.trustedProxies.length > 0 ? services.config.trustedProxies : false,',
      replace: 'trustProxy: true,',
    },
    {
      breaks: 'nothing is counted',
      file: 'server/src/http/access.ts',
      find: 'await services.limits.take(counted, { user, address: networkOf(request) });',
      replace: '',
    },
  ],
  prove: async (context) => {
    const product = await startWithAccounts(context, LIMITS);
    try {
      const person = await product.invite('student');
      await proveUploads(product, person, context);
      await proveRequests(product, person, context);
      await proveSignIns(product, person, context);
    } finally {
      await product.stop();
    }
  },
};

/** Sends until it is refused and says how many went through. */
async function until429(most: number, send: (count: number) => Promise<Response>): Promise<number> {
  for (let count = 0; count < most; count++) {
    const response = await send(count);
    await response.body?.cancel();
    if (response.status !== 429) continue;
    assert.ok(Number(response.headers.get('retry-after')) > 0, 'It must say how long to wait.');
    return count;
  }
  throw new Error(`${most} requests were not refused.`);
}

async function proveRequests(
  product: AccountProduct,
  person: LaunchPerson,
  { note }: LaunchContext,
): Promise<void> {
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' };
  const forged = (count: number) => ({
    ...headers,
    'x-forwarded-for': `203.0.113.${count}`,
    forwarded: `for=198.51.100.${count}`,
  });
  const reads = await until429(60, (count) =>
    fetch(`${product.address}/api/courses`, { headers: forged(count) }),
  );
  const body = (count: number) => JSON.stringify({ name: `Course ${count}` });
  const writes = await until429(60, (count) =>
    fetch(`${product.address}/api/courses`, { method: 'POST', headers: forged(count), body: body(count) }),
  );
  assert.ok(reads <= 30 && reads > 10, `${reads} reads went through.`);
  assert.ok(writes <= 15 && writes > 5, `${writes} writes went through.`);
  note(
    `One user: ${reads} reads (limit 30) and ${writes} writes (limit 15) went through, a forged X-Forwarded-For on each.`,
  );
}

async function proveSignIns(
  product: AccountProduct,
  person: LaunchPerson,
  { note }: LaunchContext,
): Promise<void> {
  const attempt = (email: string, password: string, headers = {}) =>
    fetch(`${product.address}/api/app-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email, password }),
    });
  const guesses = await until429(20, () => attempt(person.email, 'a wrong password'));
  assert.ok(guesses < 12, `${guesses} guesses of one address went through.`);
  assert.equal(
    (await attempt(person.email, PASSWORD)).status,
    429,
    'Not even the right password is tried then.',
  );
  const spread = await until429(70, (count) =>
    attempt(`guess-${count}@example.org`, 'a wrong password', { 'x-forwarded-for': `203.0.113.${count}` }),
  );
  note(
    `Sign-in: ${guesses} guesses for one account, then ${spread} for others from one address whatever X-Forwarded-For said.`,
  );
}

/** Too much is refused while it comes, and nothing of it stays. */
async function proveUploads(
  product: AccountProduct,
  person: LaunchPerson,
  context: LaunchContext,
): Promise<void> {
  const { note, scratch } = context;
  const course = await person.client.createCourse({ body: { name: 'Uploads' } });
  const upload = (bytes: number, announce: boolean) =>
    sendForm(product.address, { token: person.token, courseId: course.id, bytes, announce });
  const announced = await upload(200 * MEGABYTE, true);
  assert.equal(announced.status, 413);
  assert.ok(announced.sent < 70 * MEGABYTE, `${announced.sent} bytes were taken before it was refused.`);
  const silent = await upload(200 * MEGABYTE, false);
  assert.equal(silent.status, 413);
  assert.ok(silent.sent < 70 * MEGABYTE, `${silent.sent} bytes were taken before it was refused.`);
  const left = await readdir(join(scratch, 'data/objects'), { recursive: true, withFileTypes: true });
  const files = left.filter((entry) => entry.isFile()).map(({ name }) => name);
  assert.deepEqual(files, [], 'A refused upload leaves no bytes.');
  const { items } = await person.client.listLectures();
  assert.deepEqual(items, []);
  note(
    `200 MB with a limit of 1 MB: 413 after ${mb(announced.sent)} sent when announced, ${mb(silent.sent)} when not; no file is left.`,
  );
  const through = await until429(10, () => {
    const form = new FormData();
    form.append('courseId', course.id);
    form.append('preset', 'exam');
    form.append('file', new Blob(['']), 'empty.m4a');
    const headers = { authorization: `Bearer ${person.token}` };
    return fetch(`${product.address}/api/lectures`, { method: 'POST', headers, body: form });
  });
  assert.ok(through <= 2, `${through} further uploads went through.`);
  note(`Uploads: 4 an hour for one user, the refused ones counted.`);
}

const mb = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Sends a form piece by piece for as long as the server takes it, and gives its answer. */
function sendForm(
  address: string,
  { token, courseId, bytes, announce }: { token: string; courseId: string; bytes: number; announce: boolean },
): Promise<{ status: number; sent: number }> {
  const boundary = 'boundary-of-this-proof';
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `${field('courseId', courseId)}${field('preset', 'exam')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.flac"\r\nContent-Type: audio/flac\r\n\r\nfLaC`;
  const tail = `\r\n--${boundary}--\r\n`;
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = false;
    const call = request(`${address}/api/lectures`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        ...(announce ? { 'content-length': head.length + bytes + tail.length } : {}),
      },
    });
    call.on('response', (response) => {
      answered = true;
      response.resume();
      resolve({ status: response.statusCode ?? 0, sent });
      call.destroy();
    });
    call.on('error', (error) => (answered ? undefined : reject(error)));
    call.write(head);
    const piece = Buffer.alloc(256 * 1024);
    const pump = () => {
      while (!answered && sent < bytes) {
        sent += piece.length;
        if (!call.write(piece)) return void call.once('drain', () => setTimeout(pump, 1));
      }
      if (!answered) call.end(tail);
    };
    pump();
  });
}
