import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { DrillContext } from './define.ts';

const TEXTS = ['cells-1-membranes', 'cells-2-enzymes', 'cells-3-respiration'];

const courses = new WeakMap<Client, Map<string, string>>();

export async function accept(
  client: Client,
  context: DrillContext,
  courseName: string,
  place: number,
): Promise<string> {
  const known = courses.get(client) ?? new Map<string, string>();
  courses.set(client, known);
  const courseId = known.get(courseName) ?? (await client.createCourse({ body: { name: courseName } })).id;
  known.set(courseName, courseId);
  const file = { name: `lecture-${place}.json`, content: await openAsBlob(textFile(context, place)) };
  return (await client.createLecture({ form: { courseId, preset: 'exam' }, file, signal: context.signal }))
    .id;
}

export function textFile({ root }: DrillContext, place: number): string {
  return join(root, 'fixtures/transcripts', `${TEXTS[place % TEXTS.length]}.json`);
}

/** Hands lectures in, one after the other, until it is stopped. */
export function startTraffic(client: Client, context: DrillContext) {
  const ids: string[] = [];
  let going = true;
  const done = (async () => {
    for (let place = 0; going && place < 30; place++) {
      ids.push(await accept(client, context, 'Traffic', place));
      await setTimeout(300, undefined, { signal: context.signal });
    }
  })();
  return {
    accepted: () => [...ids],
    stop: async () => {
      going = false;
      await done;
      return ids;
    },
  };
}

export async function allEnded(
  client: Client,
  { signal }: DrillContext,
  ids: readonly string[],
): Promise<void> {
  for (const lectureId of ids) {
    for (;;) {
      const { state, problem } = await client.getLecture({ params: { lectureId }, signal });
      if (state === 'ready' || state === 'thin') break;
      assert.equal(state, 'processing', `A lecture is ${state}: ${problem?.title}`);
      await setTimeout(200, undefined, { signal });
    }
  }
}
