import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import { STAGES, timings } from '@pegasus/core/stage-run.ts';
import { startStack } from '../stack/stack.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import type { Material } from './exported.ts';
import { handIn } from './hand-in.ts';
import { openers } from './opened.ts';
import { sharedWords } from './words.ts';

/** The sample is clear speech; less than this and something other than the recording was transcribed. */
const LEAST_HEARD = 0.9;

export const criticalPath: LaunchItem = {
  id: '8.1',
  title: 'Critical path',
  endpoint:
    'POST /api/lectures → GET /api/lectures/{lectureId}/exports/{exporter}, on `pegasus api` and `pegasus worker`',
  sabotages: [
    {
      breaks: 'the exported files lack the first artifact',
      file: 'server/src/exporters/export-material.ts',
      find: '    artifacts,\n    threads: new Map(of),',
      replace: '    artifacts: artifacts.slice(1),\n    threads: new Map(of),',
    },
    {
      breaks: 'the worker looks at a queue that nobody sends to',
      file: 'server/src/queue/pg-boss.ts',
      find: '    await boss.work(\n      queueOf(stage),',
      replace: "    await boss.work(\n      queueOf('export'),",
    },
  ],
  async prove(context) {
    const { root, scratch, evidence, note } = context;
    const stack = await startStack({ root, scratch, evidence, apis: 1, workers: 1 });
    try {
      const pids = stack.processes.map(({ part, child }) => `${part} ${child.pid}`).join(', ');
      note(
        `PostgreSQL on port ${stack.postgres.port}, S3 store at ${stack.s3.endpoint}; processes: ${pids}.`,
      );
      await walk(stack.client(), context);
    } finally {
      await stack.stop();
    }
  },
};

async function walk(client: Client, context: LaunchContext): Promise<void> {
  const { root, signal, note } = context;
  const lecture = await handIn(client, context, {
    file: join(root, 'fixtures/sample-lecture.m4a'),
    courseName: 'Critical path',
    preset: 'exam',
  });
  assert.equal(
    lecture.state,
    'ready',
    `The lecture is ${lecture.state}: ${lecture.problem?.detail ?? lecture.problem?.title}`,
  );
  const call = { params: { lectureId: lecture.id }, signal };

  const { items: runs } = await client.getTimeline(call);
  assert.deepEqual(
    runs.map(({ stage, state }) => `${stage} ${state}`),
    STAGES.map((stage) => `${stage} succeeded`),
    'Every stage succeeds once, in order.',
  );
  for (const run of runs) {
    const { waited, ran } = timings(run);
    note(`${run.stage}: waited ${waited?.toFixed(1)} s, ran ${ran?.toFixed(1)} s.`);
  }

  const transcript = await client.getTranscript(call);
  const spoken = await readFile(join(root, 'fixtures/sample-lecture.txt'), 'utf8');
  const heard = sharedWords(spoken, transcript.segments.map(({ text }) => text).join(' '));
  note(
    `${transcript.segments.length} segments hold ${(heard * 100).toFixed(1)} % of the longer words that were spoken.`,
  );
  assert.ok(heard >= LEAST_HEARD, `The transcript holds ${heard} of the longer words that were spoken.`);

  const { items: artifacts } = await client.listArtifacts(call);
  assert.ok(artifacts.length > 0, 'There are no artifacts.');
  note(`Artifacts: ${artifacts.map(({ title }) => title).join(', ')}.`);
  await checkExports(client, lecture.id, { artifacts, transcript }, context);
}

/** Downloads every file, and compares it with what was promised of it and with what it must hold. */
async function checkExports(
  client: Client,
  lectureId: string,
  material: Material,
  { evidence, signal, note }: LaunchContext,
): Promise<void> {
  const { items: files } = await client.listExports({ params: { lectureId }, signal });
  const names = files.map(({ exporter }) => exporter);
  for (const name of Object.keys(openers)) assert.ok(names.includes(name), `There is no ${name} file.`);
  for (const { exporter, fileName, bytes, sha256 } of files) {
    const response = await client.getExport({ params: { lectureId, exporter }, signal });
    const content = new Uint8Array(await response.arrayBuffer());
    await writeFile(join(evidence, basename(fileName)), content);
    assert.equal(content.length, bytes, `${exporter} has another length than promised.`);
    assert.equal(createHash('sha256').update(content).digest('hex'), sha256, `${exporter} has another hash.`);
    const open = openers[exporter];
    assert.ok(open, `Nothing is known of what a ${exporter} file must hold.`);
    note(`${fileName} (${exporter}, ${bytes} bytes): ${await open(content, material)}.`);
  }
}
