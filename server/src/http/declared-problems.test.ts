import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, mock, test } from 'node:test';
import { ENDPOINT_NAMES, type Given } from '@pegasus/core/api.ts';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { LectureFile } from '@pegasus/core/lecture-file.ts';
import type { Change, Edit } from '@pegasus/core/overlay/edit.ts';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import { insertDeadLetter } from '../db/dead-letters.ts';
import { moveLecture } from '../db/lectures.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { pdf } from '../exporters/pdf.ts';
import { courseFiles } from '../exporters/registry.ts';
import { withoutBooks } from '../keeping/kept-storage.ts';
import { retire } from '../keeping/remove-objects.ts';
import { recordingKey } from '../storage/key.ts';
import { accountWays, type Ways } from './test-account-ways.ts';
import { type AccountServer, openAccountServer } from './test-accounts.ts';
import { storeMaterial } from './test-material.ts';
import { passkeyWays } from './test-passkey-ways.ts';
import { CAPTIONS, openTestServer, problem, type TestServer } from './test-server.ts';

type Quota = 'quotaParallel' | 'quotaMonthlyHours' | 'quotaGigabytes';
const NOBODYS = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const BAD_FILES = join(import.meta.dirname, '../../../fixtures/bad');

let server: TestServer;
let accounts: AccountServer;
let client: Client;
let lecture: Lecture;
before(async () => {
  server = await openTestServer();
  client = server.client;
  accounts = await openAccountServer();
});
after(async () => {
  await server.close();
  await accounts.close();
});
beforeEach(async () => {
  lecture = await server.newLecture();
});

const nobodysLetter = { params: { letterId: NOBODYS } };
const discardedLetter = async () => {
  const { database, newId, now } = server.services;
  const { id: lectureId, presetId } = lecture;
  const problem = new Problem('stage-interrupted').toDocument();
  const facts = {
    ownerId: LOCAL_USER_ID,
    lectureId,
    presetId,
    stage: 'ingest',
    attempts: 1,
    problem,
  } as const;
  const letterId = newId();
  await insertDeadLetter(database.kysely, { ...facts, id: letterId, at: now() });
  await client.discardDeadLetter({ params: { letterId } });
  return { params: { letterId } };
};
const nobodys = { params: { lectureId: NOBODYS } };
const mine = () => ({ params: { lectureId: lecture.id } });
const moveTo = (to: 'failed' | 'thin' | 'ready', stage?: 'ingest') =>
  moveLecture(server.services.database.kysely, lecture.id, ['processing'], { to, stage, at: new Date() });
const ofCourse = () => ({ params: { courseId: lecture.courseId } });
const edit = (change: Change, version = 0): Edit => {
  return { id: randomUUID(), part: 'item', target: 'c1', version, change, at: new Date().toISOString() };
};
const handIn = async (content: BlobPart, over: { courseId?: string; preset?: string } = {}) => {
  const form = { courseId: lecture.courseId, preset: 'exam', ...over };
  return client.createLecture({ form, file: { name: 'a.m4a', content: new Blob([content]) } });
};
const handInFixture = async (name: string) => handIn(await readFile(join(BAD_FILES, name)));
const loseObjects = async () => {
  for (const key of await server.stored()) await server.services.storage.remove(key);
};
/** Asks for a file whose exporter ends like this. */
const askForFailing = async (code: ProblemCode) => {
  await storeMaterial(server.services, lecture);
  await moveTo('ready');
  const failing = mock.method(pdf, 'write', () => {
    throw new Problem(code);
  });
  try {
    await client.getExport({ params: { lectureId: lecture.id, exporter: 'pdf' } });
  } finally {
    failing.mock.restore();
  }
};
const askForFailingSheet = async (code: ProblemCode) => {
  await storeMaterial(server.services, lecture);
  const failing = mock.method(courseFiles, 'sheet', () => {
    throw new Problem(code);
  });
  try {
    await client.getCourseSheet(ofCourse());
  } finally {
    failing.mock.restore();
  }
};
const sharedWithRecording = async () => {
  await storeMaterial(server.services, lecture);
  return (await client.createShare({ ...mine(), body: { recording: true } })).token;
};
const lectureFile = async (preset: string): Promise<LectureFile> => {
  const answer = await client.getSharedFile({ params: { token: await sharedWithRecording() } });
  return { ...(await answer.json()), preset: { id: preset, title: preset } };
};
const retireRecording = () => retire(server.services, recordingKey(lecture.id));
const damageObjects = async () => {
  const { database, storage } = server.services;
  for (const key of await server.stored()) {
    await withoutBooks(storage).put(
      key,
      (async function* () {
        yield Buffer.from('flipped');
      })(),
    );
  }
  await database.kysely.updateTable('objects').set({ verified_at: null }).execute();
};
const follow = async (lectureId: string) => {
  for await (const _ of client.followLecture({ params: { lectureId } })) return;
};

const newUpload = (over: object = {}, by = client) => {
  const upload = {
    id: randomUUID(),
    courseId: lecture.courseId,
    preset: 'exam',
    fileName: 'a',
    source: 'file',
  };
  return by.createUpload({ body: { ...upload, ...over } as Given<'createUpload', 'body'> });
};
const noUpload = { params: { uploadId: NOBODYS } };
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const sendPiece = (
  uploadId: string,
  bytes: Uint8Array,
  over: { sha256?: string; start?: number } = {},
  by = client,
) => {
  const content = new Uint8Array(bytes);
  const query = { sha256: over.sha256 ?? hashOf(bytes) };
  return by.putPiece({ params: { uploadId, start: over.start ?? 0 }, query, content });
};
/** Long enough to be looked at before the rest comes. */
const looked = (head: Uint8Array) => Buffer.concat([head, Buffer.alloc(70_000, 1)]);
const fixture = (name: string) => readFile(join(BAD_FILES, name));
const finalise = async (bytes: Uint8Array, over: object = {}, by = client) => {
  const { id } = await newUpload(over, by);
  if (bytes.length > 0) await sendPiece(id, bytes, {}, by);
  const pieces = bytes.length > 0 ? [{ bytes: bytes.length, sha256: hashOf(bytes) }] : [];
  await by.finaliseUpload({ params: { uploadId: id }, body: { pieces } });
  return id;
};
const inOwnCourse = async (by: Client, over: object = {}) => {
  const { id: courseId } = await by.createCourse({ body: { name: randomUUID() } });
  return { courseId, ...over };
};
const beginBeyond = (setting: Quota) =>
  accounts.handInBeyond(setting, async (by) => newUpload(await inOwnCourse(by), by));
const finaliseBeyond = (setting: Quota) =>
  accounts.handInBeyond(setting, async (by) =>
    finalise(CAPTION_BYTES, await inOwnCourse(by, { source: 'recording' }), by),
  );
const CAPTION_BYTES = Buffer.from(CAPTIONS);

/** How each problem that the table names for an endpoint comes about. A missing or a needless one does not compile. */
const ways: Ways = {
  ...accountWays(() => ({ server, accounts })),
  ...passkeyWays(() => ({ server, accounts })),
  listPresets: {},
  listCourses: {},
  createCourse: {
    'course-exists': () => client.createCourse({ body: { name: lecture.courseName.toUpperCase() } }),
  },
  getCourse: { 'not-found': () => client.getCourse({ params: { courseId: NOBODYS } }) },
  listThreads: { 'not-found': () => client.listThreads({ params: { courseId: NOBODYS } }) },
  listLectures: {},
  createLecture: {
    'quota-parallel': () => accounts.handInBeyond('quotaParallel'),
    'quota-hours': () => accounts.handInBeyond('quotaMonthlyHours'),
    'quota-storage': () => accounts.handInBeyond('quotaGigabytes'),
    'not-found': () => handIn('WEBVTT', { courseId: NOBODYS }),
    'preset-unknown': () => handIn('WEBVTT', { preset: 'cramming' }),
    'recording-empty': () => handIn(''),
    'recording-too-large': () => handIn(Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(1_000_000)])),
    'recording-type-unsupported': () => handInFixture('picture.png'),
    'recording-encrypted': () => handInFixture('audible.m4b'),
    'recording-unreadable': () => handInFixture('cut-before-index.m4a'),
  },
  getLecture: { 'not-found': () => client.getLecture(nobodys) },
  deleteLecture: { 'not-found': () => client.deleteLecture(nobodys) },
  getTimeline: { 'not-found': () => client.getTimeline(nobodys) },
  followLecture: { 'not-found': () => follow(NOBODYS) },
  retryLecture: {
    'not-found': () => client.retryLecture(nobodys),
    'lecture-not-failed': () => client.retryLecture(mine()),
    'recording-left': async () => {
      await moveTo('failed', 'ingest');
      await retireRecording();
      await client.retryLecture(mine());
    },
  },
  cancelLecture: {
    'not-found': () => client.cancelLecture(nobodys),
    'lecture-not-processing': async () => {
      await moveTo('failed');
      await client.cancelLecture(mine());
    },
  },
  regenerateLecture: {
    'not-found': () => client.regenerateLecture({ ...nobodys, body: { preset: 'exam' } }),
    'preset-unknown': () => client.regenerateLecture({ ...mine(), body: { preset: 'cramming' } }),
    'lecture-busy': async () => {
      await storeMaterial(server.services, lecture);
      await client.regenerateLecture({ ...mine(), body: { preset: 'exam' } });
    },
  },
  listMadePresets: { 'not-found': () => client.listMadePresets(nobodys) },
  getRecording: {
    'not-found': () => client.getRecording(nobodys),
    'recording-left': async () => {
      await retireRecording();
      await client.getRecording(mine());
    },
    'range-unsatisfiable': () => client.getRecording({ ...mine(), headers: { range: 'bytes=9999-' } }),
    'object-missing': async () => {
      await loseObjects();
      await client.getRecording(mine());
    },
  },
  getTranscript: { 'not-found': () => client.getTranscript(mine()) },
  listArtifacts: {
    'not-found': () => client.listArtifacts(nobodys),
    'preset-unknown': () => client.listArtifacts({ ...mine(), query: { preset: 'cramming' } }),
  },
  listExports: {
    'not-found': () => client.listExports(nobodys),
    'preset-unknown': () => client.listExports({ ...mine(), query: { preset: 'cramming' } }),
  },
  getExport: {
    'not-found': () => client.getExport({ params: { lectureId: lecture.id, exporter: 'markdown' } }),
    'preset-unknown': () =>
      client.getExport({
        params: { lectureId: lecture.id, exporter: 'markdown' },
        query: { preset: 'cramming' },
      }),
    'export-overrun': () => askForFailing('export-overrun'),
    'export-failed': () => askForFailing('export-failed'),
    'material-thin': async () => {
      await moveTo('thin');
      await client.getExport({ params: { lectureId: lecture.id, exporter: 'markdown' } });
    },
    'range-unsatisfiable': async () => {
      await storeMaterial(server.services, lecture);
      const params = { lectureId: lecture.id, exporter: 'markdown' };
      await client.getExport({ params, headers: { range: 'bytes=9999-' } });
    },
    'object-missing': async () => {
      await storeMaterial(server.services, lecture);
      await loseObjects();
      await client.getExport({ params: { lectureId: lecture.id, exporter: 'markdown' } });
    },
    'object-damaged': async () => {
      await storeMaterial(server.services, lecture);
      await damageObjects();
      await client.getExport({ params: { lectureId: lecture.id, exporter: 'markdown' } });
    },
  },
  getCourseArchive: { 'not-found': () => client.getCourseArchive({ params: { courseId: NOBODYS } }) },
  getCourseSheet: {
    'not-found': () => client.getCourseSheet({ params: { courseId: NOBODYS } }),
    'export-overrun': () => askForFailingSheet('export-overrun'),
    'export-failed': () => askForFailingSheet('export-failed'),
  },
  getCourseCalendar: { 'not-found': () => client.getCourseCalendar({ params: { courseId: NOBODYS } }) },
  createShare: {
    'not-found': () => client.createShare({ ...nobodys, body: {} }),
    'preset-unknown': () => client.createShare({ ...mine(), body: { preset: 'cramming' } }),
    'material-thin': async () => {
      await moveTo('thin');
      await client.createShare({ ...mine(), body: {} });
    },
  },
  listShares: { 'not-found': () => client.listShares(nobodys) },
  revokeShare: { 'not-found': () => client.revokeShare({ params: { shareId: NOBODYS } }) },
  getShared: { 'not-found': () => client.getShared({ params: { token: 'no-such-token-anywhere' } }) },
  getSharedRecording: {
    'not-found': () => client.getSharedRecording({ params: { token: 'no-such-token-anywhere' } }),
    'range-unsatisfiable': async () => {
      const params = { token: await sharedWithRecording() };
      await client.getSharedRecording({ params, headers: { range: 'bytes=9999-' } });
    },
    'object-missing': async () => {
      const params = { token: await sharedWithRecording() };
      await loseObjects();
      await client.getSharedRecording({ params });
    },
  },
  copyShared: {
    'not-found': () =>
      client.copyShared({
        params: { token: 'no-such-token-anywhere' },
        body: { courseId: lecture.courseId },
      }),
  },
  getSharedFile: { 'not-found': () => client.getSharedFile({ params: { token: 'no-such-token-anywhere' } }) },
  importLecture: {
    'not-found': async () =>
      client.importLecture({ params: { courseId: NOBODYS }, body: await lectureFile('exam') }),
    'preset-unknown': async () =>
      client.importLecture({ params: { courseId: lecture.courseId }, body: await lectureFile('poem') }),
  },
  deleteCourse: { 'not-found': () => client.deleteCourse({ params: { courseId: NOBODYS } }) },
  getCourseRetention: {
    'not-found': () => client.getCourseRetention({ params: { courseId: NOBODYS } }),
  },
  setCourseRetention: {
    'not-found': () =>
      client.setCourseRetention({ params: { courseId: NOBODYS }, body: { recordingDays: 1 } }),
  },
  getRetention: {},
  setRetention: {},
  editLecture: {
    'not-found': () => client.editLecture({ ...nobodys, body: edit({ kind: 'star' }) }),
    'edit-conflict': async () => {
      await storeMaterial(server.services, lecture);
      await client.editLecture({ ...mine(), body: edit({ kind: 'star' }, 3) });
    },
    'edit-refused': async () => {
      await storeMaterial(server.services, lecture);
      const change = { kind: 'correct', field: 'prompt', was: 'a', text: 'b' } as const;
      await client.editLecture({ ...mine(), body: edit(change) });
    },
  },
  listEdits: { 'not-found': () => client.listEdits(nobodys) },
  renameLecture: {
    'not-found': () => client.renameLecture({ ...nobodys, body: { was: 'a', name: 'b' } }),
    'edit-conflict': () => client.renameLecture({ ...mine(), body: { was: 'another', name: 'b' } }),
  },
  renameCourse: {
    'not-found': () => client.renameCourse({ params: { courseId: NOBODYS }, body: { was: 'a', name: 'b' } }),
    'edit-conflict': () => client.renameCourse({ ...ofCourse(), body: { was: 'another', name: 'b' } }),
    'course-exists': async () => {
      const { name } = await server.newCourse();
      await client.renameCourse({ ...ofCourse(), body: { was: lecture.courseName, name } });
    },
  },
  search: {},
  addReviews: {},
  listReviews: {},
  listDue: { 'not-found': () => client.listDue({ query: { lecture: NOBODYS } }) },
  getStatistics: { 'not-found': () => client.getStatistics({ query: { course: NOBODYS } }) },
  getStudyPlan: {
    'not-found': () => client.getStudyPlan({ query: { course: NOBODYS, exam: '2999-01-01' } }),
    'request-invalid': () => client.getStudyPlan({ query: { exam: '1999-01-01' } }),
  },
  getCourseReview: { 'not-found': () => client.getCourseReview({ params: { courseId: NOBODYS } }) },
  getHome: {},
  listDeadLetters: {},
  getDeadLetter: { 'not-found': () => client.getDeadLetter(nobodysLetter) },
  replayDeadLetter: {
    'not-found': () => client.replayDeadLetter(nobodysLetter),
    'dead-letter-settled': async () => client.replayDeadLetter(await discardedLetter()),
  },
  replayDeadLetters: {},
  discardDeadLetter: {
    'not-found': () => client.discardDeadLetter(nobodysLetter),
    'dead-letter-settled': async () => client.discardDeadLetter(await discardedLetter()),
  },
  deleteAccount: {
    'sign-in-failed': async () =>
      (await accounts.signedIn()).client.deleteAccount({ body: { password: 'no' } }),
    'last-administrator': () => accounts.leaveAsLast(),
  },
  getPrivacy: {},
  exportAccount: {},
  live: {},
  ready: {},
  startup: {},
  getEnvironment: {},
  metrics: {},
  getOperations: {},
  openapi: {},
  createUpload: {
    'not-found': () => newUpload({ courseId: NOBODYS }),
    'preset-unknown': () => newUpload({ preset: 'cramming' }),
    'recording-too-large': () => newUpload({ bytes: 1_000_001 }),
    'quota-parallel': () => beginBeyond('quotaParallel'),
    'quota-hours': () => beginBeyond('quotaMonthlyHours'),
    'quota-storage': () => beginBeyond('quotaGigabytes'),
    'recording-type-unsupported': () => newUpload({ mediaType: 'application/pdf' }),
  },
  getUpload: { 'not-found': () => client.getUpload(noUpload) },
  putPiece: {
    'not-found': () => sendPiece(NOBODYS, CAPTION_BYTES),
    'upload-closed': async () => sendPiece(await finalise(CAPTION_BYTES), CAPTION_BYTES),
    'piece-damaged': async () => sendPiece((await newUpload()).id, CAPTION_BYTES, { sha256: 'a'.repeat(64) }),
    'recording-too-large': async () => sendPiece((await newUpload()).id, CAPTION_BYTES, { start: 999_990 }),
    'recording-type-unsupported': async () =>
      sendPiece((await newUpload()).id, looked(await fixture('picture.png'))),
    'recording-encrypted': async () =>
      sendPiece((await newUpload()).id, looked(await fixture('audible.m4b'))),
  },
  finaliseUpload: {
    'not-found': () => client.finaliseUpload({ ...noUpload, body: { pieces: [] } }),
    'recording-empty': () => finalise(new Uint8Array()),
    'recording-too-large': async () => {
      const { id } = await newUpload();
      const bytes = looked(Buffer.from('fLaC'));
      await sendPiece(id, bytes);
      // The limit was lowered while it was under way.
      server.services.config.maxUploadMegabytes = 0.05;
      try {
        const pieces = [{ bytes: bytes.length, sha256: hashOf(bytes) }];
        await client.finaliseUpload({ params: { uploadId: id }, body: { pieces } });
      } finally {
        server.services.config.maxUploadMegabytes = 1;
      }
    },
    'quota-parallel': () => finaliseBeyond('quotaParallel'),
    'quota-hours': () => finaliseBeyond('quotaMonthlyHours'),
    'quota-storage': () => finaliseBeyond('quotaGigabytes'),
    'recording-type-unsupported': () => finalise(CAPTION_BYTES, { mediaType: 'audio/webm' }),
    'recording-encrypted': async () => finalise((await fixture('audible.m4b')).subarray(0, 60_000)),
    'recording-unreadable': async () => finalise(await fixture('cut-before-index.m4a')),
  },
  deleteUpload: {
    'not-found': () => client.deleteUpload(noUpload),
    'upload-closed': async () => client.deleteUpload({ params: { uploadId: await finalise(CAPTION_BYTES) } }),
  },
  listMoments: { 'not-found': () => client.listMoments(nobodys) },
};

describe('every problem that the table of endpoints names', () => {
  for (const name of ENDPOINT_NAMES) {
    for (const [code, meet] of Object.entries<() => Promise<unknown>>(ways[name])) {
      test(`${name} can answer ${code}`, async () => {
        await assert.rejects(meet, problem(code as ProblemCode));
      });
    }
  }
});

test('a problem that the table does not name is answered all the same, and logged for whoever mends the table', async (context) => {
  context.mock.method(server.services.storage, 'size', async () => {
    throw new Problem('speech-failed');
  });
  await assert.rejects(client.getRecording(mine()), problem('speech-failed'));
  const seen = server.lines.filter(({ msg }) => msg.includes('does not name this problem'));
  assert.deepEqual(
    seen.map(({ code }) => code),
    ['speech-failed'],
    'and no other test of this file met one',
  );
});
