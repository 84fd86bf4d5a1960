import { Problem } from '@pegasus/core/problem.ts';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { deleteAccount, deleteCourse, deleteLecture } from '../keeping/deletion.ts';
import { checkIntegrity, type Finding } from '../keeping/integrity.ts';
import { retentionTask } from '../keeping/registry.ts';
import { dueForRetention } from '../keeping/retention.ts';
import { runUpkeep } from '../keeping/upkeep.ts';
import { openServices, type Services } from '../services.ts';
import { toolsOf } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}
type Outcome = Promise<{ code: number; result: unknown }>;

/** Finds what is damaged, missing or belongs to nobody, and mends what can be mended if that is asked for. */
export async function runIntegrity(
  options: { mend?: boolean; grace: string },
  { config, terminal, signal }: Context,
): Outcome {
  const graceMs = Number(options.grace) * 60_000;
  if (!Number.isFinite(graceMs) || graceMs < 0)
    throw new Problem('request-invalid', '--grace: give minutes, 0 or more.');
  return withServices(config, async (services) => {
    const report = await checkIntegrity(services, toolsOf(services), {
      mend: options.mend ?? false,
      graceMs,
      signal,
      onProgress: (done) => terminal.bar('objects', done, 0, 'objects'),
    });
    terminal.clear();
    for (const finding of report.findings) terminal.print(lineOf(finding));
    const open = report.findings.filter(({ mended }) => !mended || !MENDED.has(mended));
    terminal.print(
      `${report.objects} objects (${report.bytes} bytes) read; ${report.findings.length} findings, ${open.length} of them open.`,
    );
    return { code: open.length === 0 ? EXIT.ok : EXIT.fault, result: report };
  });
}

const MENDED: ReadonlySet<string> = new Set(['remade', 'let-go', 'removed']);

function lineOf({ finding, key, lectureId, mended }: Finding): string {
  const whose = lectureId ? `  lecture ${lectureId}` : '';
  const advice = finding === 'orphaned' ? '' : ', restore it from a backup';
  const done = mended === 'beyond-us' ? `beyond us${advice}` : mended;
  return `${finding.padEnd(13)}${key}${whose}${done ? `  → ${done}` : ''}`;
}

/** Removes what is due now, or only says what would leave. */
export async function runRetentionCommand(
  options: { dryRun?: boolean },
  { config, terminal, signal }: Context,
): Outcome {
  return withServices(config, async (services) => {
    if (options.dryRun) {
      const due = await dueForRetention(services);
      for (const { what, due: count, bytes } of due)
        terminal.print(
          `${what.padEnd(24)}${String(count).padStart(7)}${bytes > 0 ? `  ${bytes} bytes` : ''}`,
        );
      return { code: EXIT.ok, result: { due } };
    }
    const result = await runUpkeep(services, toolsOf(services), retentionTask, signal);
    if (!result) throw new Problem('upkeep-running', 'It is retention.');
    for (const [what, count] of Object.entries(result.counts)) terminal.print(`${what.padEnd(24)}${count}`);
    for (const { what, subject, code } of result.failures)
      terminal.print(`failed: ${what} ${subject} (${code})`);
    terminal.print(`Retention ${result.outcome}.`);
    return { code: result.outcome === 'succeeded' ? EXIT.ok : EXIT.fault, result };
  });
}

const DELETERS = { lecture: deleteLecture, course: deleteCourse };

/** Deletes for good, and only for somebody who says that it is meant. */
export async function runDelete(
  kind: string,
  id: string,
  options: { yes?: boolean },
  { config, terminal }: Context,
): Outcome {
  if (kind !== 'lecture' && kind !== 'course' && kind !== 'account')
    throw new Problem('request-invalid', 'kind: it is lecture, course or account.');
  refuseId(id);
  if (!options.yes)
    throw new Problem('request-invalid', '--yes: what is deleted does not come back; say that you mean it.');
  return withServices(config, async (services) => {
    const by = { actor: 'operator' } as const;
    const counts =
      kind === 'account'
        ? await deleteAccount(services, id, by)
        : await DELETERS[kind](services, await ownerOf(services, kind, id), id, by);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    terminal.print(`Deleted the ${kind} ${id}: ${total} rows, ${counts.objects ?? 0} of them of objects.`);
    return { code: EXIT.ok, result: { kind, id, counts } };
  });
}

/** Throws Problem `request-invalid`. */
export function refuseId(id: string): void {
  if (!z.uuid().safeParse(id).success)
    throw new Problem('request-invalid', 'id: it has the form 00000000-0000-4000-8000-000000000000.');
}

/** Whoever runs the server may delete what is anybody's. */
async function ownerOf({ database }: Services, kind: 'lecture' | 'course', id: string): Promise<string> {
  const row = await database.kysely
    .selectFrom(kind === 'lecture' ? 'lectures' : 'courses')
    .select('owner_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.owner_id ?? LOCAL_USER_ID;
}

async function withServices<T>(config: Config, use: (services: Services) => Promise<T>): Promise<T> {
  const services = await openServices(config);
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}
