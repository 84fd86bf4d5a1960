import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';

/** A few seconds, in days: due as soon as the lecture is done, and not before it was looked at. */
const SECONDS_IN_DAYS = String(5 / 86_400);
const SETTINGS = {
  PEGASUS_KEEP_RECORDING_DAYS: SECONDS_IN_DAYS,
  PEGASUS_KEEP_SOUND_DAYS: SECONDS_IN_DAYS,
  PEGASUS_RETENTION_MINUTES: '1',
};
/** The queue's clock strikes every minute, and a first run may have gone by before the lectures were due. */
const WAIT_MS = 150_000;

export const retention: LaunchItem = {
  id: '2.3',
  title: 'Retention',
  endpoint:
    '`pegasus retention [--dry-run]`, and by itself; PATCH /api/courses/{courseId}/retention; `pegasus_upkeep_runs_total`',
  sabotages: [
    {
      breaks: 'the system does not start it by itself',
      file: 'server/src/worker.ts',
      find: '  await startUpkeep(services, tools);\n',
      replace: '',
    },
    {
      breaks: 'the first failure stops the run',
      file: 'server/src/keeping/retention.ts',
      find: '      report.fail(what, one.subject, code);',
      replace: '      throw error;',
    },
  ],
  async prove(context) {
    const { root, scratch, note } = context;
    const product = await startProduct(context, SETTINGS);
    try {
      const { client } = product;
      const sentence = join(root, 'fixtures/media/sentence.m4a');
      const captions = join(root, 'fixtures/transcripts/cells-1-membranes.json');
      const leaves = await handIn(client, context, { file: captions, courseName: 'Leaves', preset: 'exam' });
      await handIn(client, context, { file: sentence, courseName: 'Spoken', preset: 'exam' });
      const stuck = await handIn(client, context, { file: captions, courseName: 'Cannot', preset: 'exam' });
      const kept = await handIn(client, context, { file: captions, courseName: 'Kept', preset: 'exam' });
      await client.setCourseRetention({ params: { courseId: kept.courseId }, body: { recordingDays: 365 } });
      await makeUnremovable(join(scratch, 'data/objects/lectures', stuck.id, 'recording'));

      await until(context, 'the recording that is due has left', async () => {
        const now = await client.getLecture({ params: { lectureId: leaves.id } });
        return now.recording.leftAt !== undefined;
      });
      note('The recording that was due left by itself, though another could not be removed.');
      await refuses(client, leaves.id);
      await until(context, 'the run was counted', async () => {
        const metrics = await client.metrics({});
        await writeFile(join(context.evidence, 'metrics.txt'), metrics);
        return [
          /pegasus_upkeep_runs_total\{task="retention",outcome="failed"\} [1-9]/,
          /pegasus_upkeep_failures_total\{task="retention",what="recordings",reason="internal"\} [1-9]/,
          /pegasus_retention_removed_total\{what="recordings"\} 2/,
          /pegasus_retention_removed_total\{what="sound"\} 1/,
        ].every((line) => line.test(metrics));
      });
      note('Run, failure and what was removed are counted: see metrics.txt.');

      const call = { params: { lectureId: leaves.id }, signal: context.signal };
      const { items: artifacts } = await client.listArtifacts(call);
      const { items: files } = await client.listExports(call);
      assert.ok(artifacts.length > 0 && files.length > 0, 'What was made of it stays.');
      await client.getExport({ params: { lectureId: leaves.id, exporter: files[0]?.exporter ?? '' } });
      note(`${artifacts.length} artifacts and ${files.length} files of it stay, and download.`);
      const other = await client.getRecording({ params: { lectureId: kept.id } });
      assert.equal(other.status, 200, 'A course with a policy of its own keeps its recordings.');
      note('The recording of a course that keeps them for a year is there.');
    } finally {
      await product.stop();
    }
  },
};

/** A folder that is not empty stands where the file was: its removal fails on every system. */
async function makeUnremovable(path: string): Promise<void> {
  await rm(path);
  await mkdir(join(path, 'in-the-way'), { recursive: true });
}

async function refuses(client: Client, lectureId: string): Promise<void> {
  const refusal = await client.getRecording({ params: { lectureId } }).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof Problem && refusal.code === 'recording-left', `It answers ${refusal}.`);
}

async function until({ signal }: LaunchContext, what: string, met: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await setTimeout(500, undefined, { signal }))
    if (await met()) return;
  throw new Error(`After ${WAIT_MS / 1000} s it is not so that ${what}.`);
}
