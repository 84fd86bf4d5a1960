import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FailingNeighbours, openFailingNeighbours } from './access/failing-neighbours.ts';
import { PASSWORD, startWithAccounts } from './access/people.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';

/** Words that occur nowhere else, so that one found in a line came from where it was put. */
const MARKS = {
  word: 'zibblequorn',
  title: 'frandelwisp',
  course: 'quombleth',
  file: 'vexdrimple',
  mail: 'snorvaleek',
  key: 'key-grumbolith-of-the-language-provider',
  mailPassword: 'drizzenfoam',
  clientSecret: 'client-secret-wexmarrow',
  person: 'tindlebrask',
  name: 'plimbersnag',
};
const STAGES = ['ingest', 'transcribe', 'generate', 'export'];

export const structuredLogs: LaunchItem = {
  id: '1.3',
  title: 'Structured logs',
  minutes: 10,
  endpoint:
    'standard error of `pegasus serve`: JSON lines with requestId or reqId, lectureId, jobId, stageRunId',
  sabotages: [
    {
      breaks: 'a line holds the title of a lecture',
      file: 'server/src/lectures.ts',
      find: 'services.log.info({ lectureId, ',
      replace: 'services.log.info({ title, lectureId, ',
    },
    {
      breaks: 'the error of a mail server is logged as it is',
      file: 'server/src/accounts/post.ts',
      find: 'log.error({ reason: code },',
      replace: 'log.error({ reason: code, err: error },',
    },
    {
      breaks: 'the lines of a stage do not name its run',
      file: 'server/src/stages/run-stage.ts',
      find: '    stageRunId: runId,\n',
      replace: '',
    },
  ],
  prove: async (context) => {
    const product = await startWithAccounts(context, { PEGASUS_LOG_LEVEL: 'debug' });
    let lectureId = '';
    const secrets: string[] = [PASSWORD];
    try {
      const person = await product.invite('student');
      secrets.push(person.token, product.administrator.token, person.email, product.administrator.email);
      lectureId = await useIt(product.address, person, context);
      await misuseIt(product.address, person);
    } finally {
      await product.stop();
    }
    await failAround(context);
    const text = await readFile(join(context.evidence, 'server.log'), 'utf8');
    proveSilence(
      text,
      [...Object.values(MARKS), ...secrets, 'a secret of this proof', 'a token of this proof'],
      context,
    );
    proveIds(text, lectureId, context);
  },
};

/** The same once more, among neighbours that fail and say back all that they were sent. */
async function failAround(context: LaunchContext): Promise<void> {
  const scratch = join(context.scratch, 'neighbours');
  await mkdir(scratch);
  const neighbours = await openFailingNeighbours(MARKS);
  const { provider, asked, redirects } = neighbours;
  const product = await startWithAccounts(
    { ...context, scratch },
    { PEGASUS_LOG_LEVEL: 'debug', ...neighbours.settings },
  );
  try {
    await useIt(product.address, product.administrator, { ...context, scratch });
    await product.client.requestReset({ body: { email: product.administrator.email } });
    const ends: string[] = [];
    for (const claims of [
      {},
      { email_verified: true, aud: MARKS.person },
      { email_verified: true, nonce: 'x' },
    ])
      ends.push(await comeFromInstitution(product.address, { provider, redirects, claims }));
    assert.deepEqual(new Set(ends), new Set(['/sign-in?problem=single-sign-on-failed']));
    for (let look = 0; look < 100 && asked.mail === 0; look++)
      await new Promise((done) => setTimeout(done, 100));
    assert.ok(asked.language > 0 && asked.mail > 0, `Neighbours were asked: ${JSON.stringify(asked)}.`);
    context.note(
      `Among neighbours that fail: language model asked ${asked.language} times, mail server ${asked.mail}, single sign-on refused ${ends.length}.`,
    );
  } finally {
    await product.stop();
    await neighbours.close();
  }
}

/** A sign-in at the institution that goes wrong; gives where the browser ends. */
async function comeFromInstitution(
  address: string,
  { provider, redirects, claims }: Pick<FailingNeighbours, 'provider' | 'redirects'> & { claims: object },
): Promise<string> {
  provider.person = { sub: MARKS.person, email: `${MARKS.person}@example.org`, name: MARKS.person };
  provider.faults = { claims: { ...claims } };
  const go = (url: string, cookie?: string) =>
    fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  const start = await go(`${address}/api/single-sign-on`);
  const to = new URL(start.headers.get('location') ?? '');
  redirects.push(to.searchParams.get('redirect_uri') ?? '');
  const back = new URL((await go(to.href)).headers.get('location') ?? '');
  const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const end = await go(`${address}${back.pathname}${back.search}`, cookie);
  return end.headers.get('location') ?? '';
}

type Person = Awaited<ReturnType<Awaited<ReturnType<typeof startWithAccounts>>['invite']>>;

/** A whole lecture whose every text is marked, and every reading of it. */
async function useIt(address: string, person: Person, context: LaunchContext): Promise<string> {
  const file = join(context.scratch, `${MARKS.file}.vtt`);
  const said = [
    `The ${MARKS.word} is a structure that surrounds the cell and controls what enters it.`,
    `A ${MARKS.word} is important because it keeps the cell alive when the outside changes.`,
    `The membrane consists of lipids, and the ${MARKS.word} consists of proteins that move in it.`,
    'Osmosis is the movement of water across the membrane from low to high concentration.',
    'Diffusion is the movement of particles from high to low concentration.',
    `Without a ${MARKS.word} the cell would lose its salts, and it would die within minutes.`,
  ];
  const clock = (second: number) => new Date(second * 1000).toISOString().slice(11, 23);
  const cues = said.map((line, place) => `${clock(place * 8)} --> ${clock(place * 8 + 7)}\n${line}\n`);
  await writeFile(file, ['WEBVTT\n', ...cues].join('\n'));
  const lecture = await handIn(person.client, context, { file, courseName: MARKS.course, preset: 'exam' });
  assert.ok(['ready', 'thin'].includes(lecture.state), `The lecture is ${lecture.state}.`);
  const params = { lectureId: lecture.id };
  const { segments } = await person.client.getTranscript({ params });
  assert.ok(JSON.stringify(segments).includes(MARKS.word));
  await person.client.listArtifacts({ params });
  await person.client.search({ query: { q: MARKS.word } } as never).catch(() => undefined);
  await person.client.signInApp({ body: { email: person.email, password: PASSWORD } });
  const response = await fetch(`${address}/api/lectures/${lecture.id}/recording`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  assert.ok((await response.text()).includes(MARKS.word));
  return lecture.id;
}

/** What goes wrong is logged more than what goes well. */
async function misuseIt(address: string, person: Person): Promise<void> {
  const send = (path: string, body: string, headers = {}) =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, ...headers },
      body,
    });
  const { mail, name, title } = MARKS;
  await send(
    '/api/app-sessions',
    JSON.stringify({ email: `${mail}@example.org`, password: `${name}-${title}` }),
  );
  await send('/api/password-resets', JSON.stringify({ email: `${mail}@example.org` }));
  await send('/api/courses', JSON.stringify({ name: '', title }));
  await send('/api/courses', `{"name": "${title}`);
  await send('/api/courses', JSON.stringify({ name: title.repeat(50) }));
  await send(`/api/lectures/${name}/retry?token=${title}`, '{}', { cookie: `pegasus-session=${title}` });
  await fetch(`${address}/${name}/${title}?mail=${mail}`);
}

function proveSilence(text: string, marks: readonly string[], { note }: LaunchContext): void {
  const lines = text.split('\n').filter(Boolean);
  // The terminal greets with an address before the first line of the log.
  const log = lines.filter((line) => line.startsWith('{'));
  assert.ok(log.length > 20, `There are only ${log.length} lines of log.`);
  const found = marks.flatMap((mark) =>
    lines.filter((line) => line.toLowerCase().includes(mark.toLowerCase())).map((line) => `${mark}: ${line}`),
  );
  assert.deepEqual(found.slice(0, 5), [], 'Something of a person, or a secret, is in the output.');
  const tokens = lines.filter((line) => /pg[warl]_[A-Za-z0-9_-]{20}|\$argon2/.test(line));
  assert.deepEqual(tokens, []);
  note(
    `${log.length} lines at level debug: none of ${marks.length} marked words, names, addresses, passwords and tokens.`,
  );
}

interface Line {
  msg?: string;
  lectureId?: string;
  stage?: string;
  stageRunId?: string;
  jobId?: string;
  reqId?: string;
  requestId?: string;
}

function proveIds(text: string, lectureId: string, { note }: LaunchContext): void {
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
  const way = lines.filter((line) => line.lectureId === lectureId);
  for (const stage of STAGES) {
    const ofStage = way.filter((line) => line.stage === stage);
    if (stage === 'export' && ofStage.length === 0) continue;
    assert.ok(ofStage.length >= 2, `The way through ${stage} is told by ${ofStage.length} lines.`);
    for (const line of ofStage)
      assert.ok(
        line.stageRunId && line.jobId,
        `A line of ${stage} lacks its stage run or job: ${JSON.stringify(line)}`,
      );
  }
  const requests = lines.filter(({ msg }) => msg === 'answered' || msg?.startsWith('request '));
  assert.ok(requests.length > 10);
  for (const line of requests)
    assert.ok(line.reqId ?? line.requestId, `A request has no id: ${JSON.stringify(line)}`);
  note(
    `The lecture's way is told by ${way.length} lines with stage run and job, requests by ${requests.length} with their id.`,
  );
}
