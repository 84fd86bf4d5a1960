import { DeadLetterState } from '@pegasus/core/dead-letter.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { StageName, timings } from '@pegasus/core/stage-run.ts';
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { getDeadLetter, listDeadLetters } from '../db/dead-letters.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import { discardDeadLetter, replayDeadLetters } from '../dead-letters.ts';
import { openServices, type Services } from '../services.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
}
type Outcome = Promise<{ code: number; result: unknown }>;

/** As many as the API replays at once. */
const MOST_AT_ONCE = 100;

/** A page of letters, newest first. */
export function runListDeadLetters(
  options: { state: string; stage?: string; limit: string; cursor?: string },
  { config, terminal }: Context,
): Outcome {
  return withServices(config, async ({ database }) => {
    const page = await listDeadLetters(database.kysely, {
      state: oneOf(DeadLetterState, options.state, 'state'),
      stage: options.stage === undefined ? undefined : oneOf(StageName, options.stage, 'stage'),
      limit: limitOf(options.limit),
      cursor: options.cursor,
    });
    for (const { id, createdAt, stage, attempts, problem, lectureId } of page.items)
      terminal.print(
        `${id}  ${createdAt}  ${stage.padEnd(10)}  ${attempts} tries  ${problem.code}  lecture ${lectureId}`,
      );
    if (page.items.length === 0) terminal.print('There are none.');
    if (page.next) terminal.print(`There are more: --cursor ${page.next}`);
    return { code: EXIT.ok, result: page };
  });
}

/** One letter with its reason and every try. */
export function runShowDeadLetter(id: string, { config, terminal }: Context): Outcome {
  return withServices(config, async ({ database }) => {
    const letter = await getDeadLetter(database.kysely, id);
    const runs = await listStageRuns(database.kysely, letter.ownerId, letter.lectureId);
    const tries = runs.filter(
      ({ stage, presetId }) => stage === letter.stage && presetId === letter.presetId,
    );
    const { title, detail, code } = letter.problem;
    terminal.print(
      `${letter.stage} of lecture ${letter.lectureId}, preset ${letter.presetId}: ${letter.state}, ${letter.attempts} tries\n${code}: ${title}${detail ? ` ${detail}` : ''}`,
    );
    for (const run of tries) {
      const ran = timings(run).ran?.toFixed(1) ?? '–';
      terminal.print(
        `  try ${run.attempt}  ${run.queuedAt}  ran ${ran} s  ${run.state}  ${run.problem?.code ?? ''}`,
      );
    }
    return { code: EXIT.ok, result: { letter, tries } };
  });
}

/** Replays those that are named, or with `all` the oldest open ones. */
export function runReplayDeadLetters(
  ids: readonly string[],
  options: { all?: boolean; stage?: string },
  { config, terminal }: Context,
): Outcome {
  if ((ids.length === 0) !== (options.all === true))
    throw new Problem('request-invalid', 'Give ids, or --all, and not both.');
  return withServices(config, async (services) => {
    const result = await replayDeadLetters(services, {
      ...(options.all ? {} : { ids }),
      stage: options.stage === undefined ? undefined : oneOf(StageName, options.stage, 'stage'),
      limit: MOST_AT_ONCE,
    });
    for (const id of result.replayed) terminal.print(`replayed ${id}`);
    for (const { id, problem } of result.refused) terminal.print(`refused  ${id}: ${problem.title}`);
    if (result.replayed.length === MOST_AT_ONCE) terminal.print('There may be more: run it again.');
    return { code: result.refused.length > 0 ? EXIT.input : EXIT.ok, result };
  });
}

export function runDiscardDeadLetters(ids: readonly string[], { config, terminal }: Context): Outcome {
  return withServices(config, async (services) => {
    const discarded = [];
    for (const id of ids) {
      discarded.push(await discardDeadLetter(services, id));
      terminal.print(`discarded ${id}`);
    }
    return { code: EXIT.ok, result: { discarded } };
  });
}

async function withServices<T>(config: Config, use: (services: Services) => Promise<T>): Promise<T> {
  const services = await openServices(config);
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}

function oneOf<Schema extends z.ZodType>(schema: Schema, value: string, name: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Problem('request-invalid', `--${name}: ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}

function limitOf(value: string): number {
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_AT_ONCE)
    throw new Problem('request-invalid', `--limit is a whole number from 1 to ${MOST_AT_ONCE}.`);
  return limit;
}
