import { createHash } from 'node:crypto';
import type { Client } from '@pegasus/core/client.ts';
import type pg from 'pg';
import type { Accepted } from './students.ts';

/** What was found afterwards: figures, and every broken promise in a sentence. */
export interface Verdict {
  states: Record<string, number>;
  /** Recordings that were heard to their end while they were made or right after. */
  heardLive: number;
  /** Failed lectures by the code of their reason. */
  reasons: Record<string, number>;
  objectsRead: number;
  broken: string[];
}

const AT_ONCE = 8;

/** Looks at everything that was promised: in the database itself, and through the API as an owner would. */
export async function judge(
  accepted: readonly Accepted[],
  database: pg.Client,
  client: () => Client,
): Promise<Verdict> {
  const broken: string[] = [];
  const rows = async (statement: string): Promise<Record<string, string>[]> =>
    (await database.query(statement)).rows;
  const none = async (promise: string, statement: string) => {
    const found = await rows(statement);
    if (found.length > 0) broken.push(`${promise}: ${found.length}, such as ${JSON.stringify(found[0])}`);
  };

  const known = new Map(
    (await rows('select id, state, problem from lectures')).map((row) => [row.id ?? '', row]),
  );
  const ids = new Set(accepted.map(({ lectureId }) => lectureId));
  if (ids.size !== accepted.length) broken.push('Two requests were told the same lecture.');
  for (const { lectureId } of accepted)
    if (!known.has(lectureId)) broken.push(`The accepted lecture ${lectureId} is gone.`);
  if (known.size !== ids.size)
    broken.push(`There are ${known.size} lectures of ${ids.size} accepted requests.`);

  await none('Lectures that are still processing', `select id from lectures where state = 'processing'`);
  await none(
    'Failed lectures without a reason',
    `select id from lectures where state = 'failed' and problem is null`,
  );
  await none(
    'Runs that are still open',
    `select id, stage, state from stage_runs where state in ('waiting', 'running')`,
  );
  await none(
    'Lectures with more than one artifact set',
    `select lecture_id from artifacts group by lecture_id having max(generation) > 1`,
  );
  await none(
    'Artifacts that are there twice',
    `select lecture_id, type from artifacts group by lecture_id, preset_id, generation, type having count(*) > 1`,
  );
  await none(
    'Ready lectures without artifacts or exports',
    `select id from lectures where state = 'ready' and (
       not exists (select from artifacts where lecture_id = lectures.id)
       or not exists (select from exports where lecture_id = lectures.id))`,
  );
  await none(
    'Stages that succeeded twice',
    `select lecture_id, stage from stage_runs where state = 'succeeded' group by lecture_id, stage having count(*) > 1`,
  );
  await none(
    'Failures that a retry could help, without a dead letter',
    `select id from lectures where state = 'failed'
       and not exists (select from dead_letters where lecture_id = lectures.id and dead_letters.state = 'open')`,
  );
  await none('Uploads that are still open', `select id from uploads where state <> 'complete'`);
  await none(
    'Live transcripts that somebody still holds',
    `select upload_id from live_transcripts where leased_until > now()`,
  );
  await none('Keys that are still claimed', `select key from idempotency_keys where state <> 'answered'`);

  const objectsRead = await readAll(accepted, known, client, broken);
  const count = (values: string[]) =>
    Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));
  const failed = [...known.values()].filter(({ state }) => state === 'failed');
  const [live] = await rows(`select count(*) as heard from live_transcripts where state = 'complete'`);
  return {
    heardLive: Number(live?.heard),
    states: count([...known.values()].map(({ state }) => state ?? '')),
    reasons: count(failed.map(({ problem }) => (problem as unknown as { code: string })?.code ?? 'none')),
    objectsRead,
    broken,
  };
}

/** Every recording that was acknowledged and every export, read back and hashed. */
async function readAll(
  accepted: readonly Accepted[],
  known: ReadonlyMap<string, Record<string, string>>,
  client: () => Client,
  broken: string[],
): Promise<number> {
  let read = 0;
  const compare = async (what: string, answer: Promise<Response>, sha256?: string) => {
    try {
      const bytes = new Uint8Array(await (await answer).arrayBuffer());
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (sha256 !== undefined && hash !== sha256) broken.push(`${what} has another hash.`);
      read++;
    } catch (error) {
      broken.push(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const left = [...accepted];
  const reader = async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      const { lectureId, sha256 } = one;
      const call = { params: { lectureId } };
      await compare(`The recording of ${lectureId}`, client().getRecording(call), sha256);
      if (known.get(lectureId)?.state !== 'ready') continue;
      const { items } = await client().listExports(call);
      for (const { exporter, sha256: promised, stale } of items) {
        const file = client().getExport({ params: { lectureId, exporter } });
        // A thread that a later lecture changed stands in it, too: then it is made anew now.
        await compare(`The ${exporter} export of ${lectureId}`, file, stale ? undefined : promised);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return read;
}
