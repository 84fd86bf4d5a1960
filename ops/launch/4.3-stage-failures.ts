import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from '@pegasus/core/client.ts';
import { PROBLEMS, type ProblemCode } from '@pegasus/core/problem.ts';
import { STAGES, type StageName } from '@pegasus/core/stage-run.ts';
import { look, nothingSeen, type Seen } from './browser/look.ts';
import { openBrowser, type Visit } from './browser/open.ts';
import { captionsFile } from './captions.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';

/** A problem for each stage that another try could not mend, so that it is told at once. */
const FAULTS: Record<StageName, ProblemCode> = {
  ingest: 'decoder-missing',
  transcribe: 'no-speech',
  generate: 'language-refused',
  export: 'file-unwritable',
};
const WORDS: Record<StageName, string> = {
  ingest: 'Ingest',
  transcribe: 'Transcribe',
  generate: 'Generate',
  export: 'Export',
};

export const stageFailures: LaunchItem = {
  id: '4.3',
  title: 'Status timeline and stage-level failures',
  endpoint: 'the lecture page of the app on `npm start`; POST /api/lectures/{lectureId}/retry',
  sabotages: [
    {
      breaks: 'the page does not say what to do',
      file: 'app/src/screens/lecture/standing.tsx',
      find: "(words?.remedy ?? 'Try again.')",
      replace: "'It failed.'",
    },
    {
      breaks: 'a retry begins at the first stage again',
      file: 'server/src/lectures.ts',
      find: 'enqueueStage(services, transaction, ownerId, stage, { lectureId, presetId }, letter?.id)',
      replace: "enqueueStage(services, transaction, ownerId, 'ingest', { lectureId, presetId }, letter?.id)",
    },
  ],
  async prove(context) {
    const faults = join(context.scratch, 'faults');
    await mkdir(faults);
    const preload = pathToFileURL(join(context.root, 'ops/launch/stage-faults.ts'));
    const product = await startProduct(context, {
      NODE_OPTIONS: `--import ${preload}`,
      LAUNCH_FAULTS: faults,
    });
    const browser = await openBrowser(product.address, context.note);
    try {
      const visit = await browser.visit('laptop');
      const seen = nothingSeen();
      for (const stage of STAGES)
        await failAt(stage, { faults, client: product.client, visit, seen, context });
      assert.deepEqual(seen.violations, [], 'axe finds nothing.');
      assert.deepEqual(visit.faults, [], 'Nothing goes wrong in the page.');
      context.note(`${seen.pictures.length} pictures; axe: ${seen.checks} checks passed, 0 violations.`);
    } finally {
      await browser.close();
      await product.stop();
    }
  },
};

interface Bench {
  faults: string;
  client: Client;
  visit: Visit;
  seen: Seen;
  context: LaunchContext;
}

async function failAt(
  stage: StageName,
  { faults, client, visit: { page }, seen, context }: Bench,
): Promise<void> {
  const { evidence, signal, note } = context;
  const code = FAULTS[stage];
  await writeFile(join(faults, stage), code);
  const file = await captionsFile(context);
  const lecture = await handIn(client, context, { file, courseName: `Failing ${stage}`, preset: 'exam' });
  assert.equal(lecture.state, 'failed');
  await page.goto(`/lectures/${lecture.id}`);
  const { title, remedy } = PROBLEMS[code];
  const alert = page.getByRole('alert');
  await alert.getByText(`${WORDS[stage]} failed: ${title}`).waitFor();
  await alert.getByText(remedy).waitFor({ timeout: 20_000 });
  const row = page
    .getByRole('list', { name: 'Stages' })
    .getByRole('listitem')
    .filter({ hasText: WORDS[stage] });
  await row.getByText('Failed', { exact: true }).waitFor();
  await look(page, seen, { evidence, size: 'laptop', name: `${stage}-failed` });

  await rm(join(faults, stage));
  await alert.getByRole('button', { name: `Try again from ${WORDS[stage]}` }).click();
  await page.getByRole('tab', { name: 'Summary' }).waitFor();
  const { items } = await client.getTimeline({ params: { lectureId: lecture.id }, signal });
  const runs = items.map((run) => `${run.stage} ${run.state}`);
  const expected = STAGES.flatMap((one) =>
    one === stage ? [`${one} failed`, `${one} succeeded`] : [`${one} succeeded`],
  );
  assert.deepEqual(runs, expected, 'The retry goes on at the stage that failed, and repeats none before it.');
  note(`${stage}: failed with ${code}, told with what to do, and went on from there: ${runs.join(', ')}.`);
}
