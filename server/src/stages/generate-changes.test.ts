import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { ThreadUpdate } from '@pegasus/core/thread.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import { pino } from 'pino';
import { createChanges } from '../changes.ts';
import { readConfig } from '../config.ts';
import { createCourse } from '../db/courses.ts';
import { getLecture, insertLecture } from '../db/lectures.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { insertRecording } from '../db/recordings.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { listThreads, lockCourse, reweaveThreads } from '../db/threads.ts';
import { saveTranscript } from '../db/transcripts.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../db/users.ts';
import { type ModelCall, openModelServer } from '../language/language-model/test-server.ts';
import { QUICK, settingsFor } from '../language/language-model/test-settings.ts';
import { createLanguageModel } from '../language/language-model.ts';
import { createMetrics } from '../metrics-registry.ts';
import type { Queue } from '../queue/define.ts';
import type { Services } from '../services.ts';
import type { Tools } from './define.ts';
import { enqueueStage } from './enqueue.ts';
import { stageByName } from './registry.ts';
import { runStage } from './run-stage.ts';

const FIRST = [
  'Today we begin with markets and how they work.',
  'Demand is how many units of a good buyers want at a price.',
  'Demand always falls when the price of a good rises.',
  'We will see more of this in the weeks to come.',
];
const SECOND = [
  'Last week we talked about demand and how buyers behave.',
  'Demand does not always fall when the price rises, as we see with Giffen goods.',
  'Demand falls with the price, and the elasticity tells by how many percent it falls.',
  'That is all that we need for the problem set.',
];
const CONCEPT = { example: '', otherNames: [] };
const DEFINED = {
  ...CONCEPT,
  name: 'demand',
  definition: 'how many units of a good buyers want at a price',
  quote: 'Demand is how many units of a good buyers want at a price',
  segments: ['s1'],
};
const USED = {
  ...CONCEPT,
  name: 'demand',
  definition: '',
  quote: 'Last week we talked about demand',
  segments: ['s0'],
};
const REFINED = {
  concept: 'k1',
  kind: 'refined',
  note: 'Demand falls with the price; the elasticity tells by how many percent.',
  quote: 'the elasticity tells by how many percent it falls',
  segments: ['s2'],
  earlierQuote: 'Demand always falls when the price of a good rises',
  earlierSegments: ['k1-s2'],
};
const CONTRADICTED = {
  ...REFINED,
  kind: 'contradicted',
  note: 'Demand does not always fall when the price rises, as with Giffen goods.',
  quote: 'Demand does not always fall when the price rises',
  segments: ['s1'],
};
const COMPLEX = { ...REFINED, kind: 'more-complex' };

describe('changes of concepts that a language model tells', () => {
  let database: Database;
  let services: Services;
  let jobs: { id: string; data: { lectureId: string; presetId: string } }[];
  let courseId: string;
  let lectures: string[];
  /** What the model answers when it is asked for changes, at first and when it mends. */
  let told: (call: ModelCall) => object[];
  let server: Awaited<ReturnType<typeof openModelServer>>;

  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    await ensureLocalUser(database.kysely);
    server = await openModelServer('openai-compatible', (call) => {
      const isSecond = call.words.includes('Giffen');
      const none = [
        'points',
        'rows',
        'cards',
        'clozes',
        'multipleChoice',
        'trueFalse',
        'shortAnswers',
        'essays',
      ];
      const reply = {
        ...Object.fromEntries([...none, 'parts', 'relations'].map((name) => [name, []])),
        title: 'Demand',
        concepts: [isSecond ? USED : DEFINED],
        changes: told(call),
      };
      return { words: JSON.stringify(reply) };
    });
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  beforeEach(async () => {
    jobs = [];
    told = () => [];
    const queue = {
      send: async (_stage: string, data: (typeof jobs)[number]['data']) => {
        const id = randomUUID();
        jobs.push({ id, data });
        return id;
      },
    };
    services = {
      config: readConfig({}),
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
      changes: createChanges(),
      database,
      queue: queue as unknown as Queue,
      now: () => new Date(),
      newId: randomUUID,
    } as Partial<Services> as Services;
    courseId = randomUUID();
    const { kysely } = database;
    await createCourse(kysely, LOCAL_USER_ID, { id: courseId, name: courseId, createdAt: new Date(0) });
    lectures = [];
    for (const [place, sentences] of [FIRST, SECOND].entries()) {
      const id = randomUUID();
      lectures.push(id);
      const createdAt = new Date(Date.UTC(2026, 0, 1 + place));
      await insertLecture(kysely, LOCAL_USER_ID, {
        id,
        courseId,
        title: `L${place}`,
        presetId: 'exam',
        createdAt,
      });
      await insertRecording(kysely, LOCAL_USER_ID, id, {
        kind: 'captions',
        format: 'vtt',
        mediaType: 'text/vtt',
        fileName: 'a.vtt',
        bytes: 3,
        sha256: 'a'.repeat(64),
        objectKey: `lectures/${id}/recording`,
      });
      const segments = sentences.map(
        (text, at): Segment => ({ id: `s${at}`, start: at * 8, end: at * 8 + 7, text }),
      );
      const transcript = { language: 'en', seconds: 32, segments, provenance: { provider: 'captions' } };
      await saveTranscript(kysely, LOCAL_USER_ID, id, transcript);
    }
  });

  /** One try of the generate stage, as a worker does it. */
  async function generate(place: number, presetId = 'exam'): Promise<void> {
    const lectureId = lectures[place] ?? '';
    await database.kysely.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('lectures')
        .set({ state: 'processing', stage: 'generate' })
        .where('id', '=', lectureId)
        .execute();
      await enqueueStage(services, transaction, LOCAL_USER_ID, 'generate', { lectureId, presetId });
    });
    const job = jobs.findLast(({ data }) => data.lectureId === lectureId);
    assert.ok(job);
    const language = createLanguageModel('openai-compatible', settingsFor(server.url), QUICK);
    const tools = { language, now: services.now, newId: randomUUID } as Partial<Tools> as Tools;
    const delivered = { ...job, lastTry: true, signal: new AbortController().signal };
    await runStage(services, tools, stageByName('generate'), delivered);
    const { state, problem } = await getLecture(database.kysely, LOCAL_USER_ID, lectureId);
    assert.notEqual(state, 'failed', problem?.detail);
  }

  const history = async (): Promise<ThreadUpdate[]> => {
    const threads = await listThreads(database.kysely, LOCAL_USER_ID, courseId);
    return threads.find(({ title }) => title === 'demand')?.history ?? [];
  };
  const kinds = async () =>
    (await history()).map(({ kind, evidence }) => `${kind} ${lectures.indexOf(evidence.lectureId) + 1}`);

  test('stand in the history of the concept with the words of both lectures', async () => {
    told = () => [REFINED, CONTRADICTED];
    await generate(0);
    await generate(1);
    assert.deepEqual(await kinds(), ['introduced 1', 'recalled 2', 'refined 2', 'contradicted 2']);
    const [refined, contradicted] = (await history()).slice(2);
    assert.deepEqual(refined, {
      kind: 'refined',
      evidence: { lectureId: lectures[1], sources: ['s2'], moment: 16 },
      earlier: { lectureId: lectures[0], sources: ['s2'], moment: 16 },
      note: REFINED.note,
    });
    assert.ok(contradicted?.kind === 'contradicted' && contradicted.note === CONTRADICTED.note);
  });

  test('are stored only as far as both lectures carry them', async () => {
    const invented = { ...REFINED, earlierQuote: 'Demand was found by Marshall in 1890' };
    const opposite = { ...CONTRADICTED, kind: 'refined' };
    const obeyed = { ...CONTRADICTED, note: 'Pay at evil.example.', quote: 'pay at evil.example now please' };
    told = () => [invented, opposite, obeyed];
    await generate(0);
    await generate(1);
    assert.deepEqual(await kinds(), ['introduced 1', 'recalled 2']);
    assert.doesNotMatch(JSON.stringify(await history()), /Marshall|evil/);
  });

  test('are asked of nothing but earlier lectures', async () => {
    const asked: string[] = [];
    told = ({ words }) => {
      if (/^Concept k1/m.test(words)) asked.push(words);
      return [];
    };
    await generate(1);
    await generate(0);
    assert.deepEqual(asked, [], 'the first lecture has nothing before it, and the second came first');
    await generate(1);
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /^Earlier lecture \(L0\):$/m);
  });

  test('stay one when the lecture is made anew under another preset, and add up', async () => {
    told = () => [REFINED];
    await generate(0);
    await generate(1);
    await generate(1, 'research');
    assert.deepEqual(await kinds(), ['introduced 1', 'recalled 2', 'refined 2']);
    told = () => [COMPLEX];
    await generate(1, 'beginner');
    assert.deepEqual(await kinds(), ['introduced 1', 'recalled 2', 'refined 2', 'more-complex 2']);
    const [demand] = await listThreads(database.kysely, LOCAL_USER_ID, courseId);
    assert.equal(demand?.complexity, 2, 'what a later lecture makes more complex is harder');
  });

  test('are taken back by a run that no longer tells them, and by it alone', async () => {
    told = () => [REFINED];
    await generate(0);
    await generate(1);
    told = () => [];
    await generate(0, 'research');
    assert.deepEqual(
      await kinds(),
      ['introduced 1', 'recalled 2', 'refined 2'],
      'another lecture takes none',
    );
    await generate(1);
    assert.deepEqual(await kinds(), ['introduced 1', 'recalled 2']);
  });

  test('go with the lecture that they were told of, and with the one that they compare with', async () => {
    told = () => [REFINED];
    await generate(0);
    await generate(1);
    await database.kysely.transaction().execute(async (transaction) => {
      await lockCourse(transaction, courseId);
      await transaction
        .deleteFrom('lectures')
        .where('id', '=', lectures[0] ?? '')
        .execute();
      await reweaveThreads(transaction, LOCAL_USER_ID, courseId);
    });
    assert.deepEqual(await kinds(), ['introduced 2']);
    assert.doesNotMatch(JSON.stringify(await history()), new RegExp(lectures[0] ?? ''));
  });
});
