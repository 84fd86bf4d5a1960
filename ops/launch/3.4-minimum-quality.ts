import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Artifact, type Item } from '@pegasus/core/artifacts/define.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Client } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { segmentsById, Transcript } from '@pegasus/core/transcript.ts';
import { z } from 'zod';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';
import { missingPhrases, sharedWords } from './words.ts';

/** Of what is claimed in other words than the lecture's, this share of the longer words stands in its sources. */
const LEAST_SHARED = 0.5;

/** Three sentences: speech enough to be no mistake, too little to revise from. */
const THIN_CAPTIONS = `WEBVTT

00:00.000 --> 00:04.000
Good morning, everyone, and welcome back.

00:04.000 --> 00:08.000
The projector is broken, so we stop here today.

00:08.000 --> 00:11.000
See you next week.
`;

export const minimumQuality: LaunchItem = {
  id: '3.4',
  title: 'Minimum quality before export',
  endpoint: 'GET /api/lectures/{lectureId} (state `thin` and its reason), GET …/exports/{exporter}',
  sabotages: [
    {
      breaks: 'thin material is exported like any other',
      file: 'server/src/stages/generate.ts',
      find: 'if (!thin) return { artifacts, mentions };',
      replace: 'if (thin !== null) return { artifacts, mentions };',
    },
    {
      breaks: 'items are stored with other sources than those that were checked',
      file: 'server/src/stages/generate.ts',
      find: '          body,\n',
      replace: `          body: JSON.parse(JSON.stringify(body).replaceAll(/"s\\d+"/g, '"s0"')),\n`,
    },
  ],
  async prove(context) {
    const product = await startProduct(context);
    try {
      await proveHeldBack(product.client, context);
      await proveSources(product.client, context);
    } finally {
      await product.stop();
    }
  },
};

/** A thin lecture says why, and gives no file. */
async function proveHeldBack(client: Client, context: LaunchContext): Promise<void> {
  const { scratch, signal, note } = context;
  const file = join(scratch, 'thin.vtt');
  await writeFile(file, THIN_CAPTIONS);
  const lecture = await handIn(client, context, { file, courseName: 'Thin', preset: 'exam' });
  assert.equal(lecture.state, 'thin', 'Thin material is held back.');
  const reason = lecture.problem?.detail ?? '';
  assert.equal(lecture.problem?.code, 'material-thin');
  assert.ok(reason.length > 0, 'The reason is told.');
  note(`Held back with the reason: ${reason}`);

  const { items: files } = await client.listExports({ params: { lectureId: lecture.id }, signal });
  assert.deepEqual(files, [], 'Nothing was exported.');
  const download = client.getExport({ params: { lectureId: lecture.id, exporter: 'markdown' }, signal });
  const refusal = await download.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof Problem && refusal.code === 'material-thin', `The download says: ${refusal}`);
  note('It has no exports, and a download answers material-thin.');
}

const Exported = z.object({ artifacts: z.array(Artifact), transcript: Transcript });

/** Every item of what a student downloads rests on words that are really there. */
async function proveSources(client: Client, context: LaunchContext): Promise<void> {
  const { root, evidence, signal, note } = context;
  const file = join(root, 'fixtures/sample-lecture.m4a');
  const lecture = await handIn(client, context, { file, courseName: 'Sources', preset: 'exam' });
  assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state}: ${lecture.problem?.title}`);
  const response = await client.getExport({ params: { lectureId: lecture.id, exporter: 'json' }, signal });
  const text = await response.text();
  await writeFile(join(evidence, 'exported.json'), text);
  const { artifacts, transcript } = Exported.parse(JSON.parse(text));
  const spoken = new Map([...segmentsById(transcript)].map(([id, segment]) => [id, segment.text]));

  const wrong: string[] = [];
  let total = 0;
  for (const { type, body } of artifacts) {
    assert.ok(isArtifactName(type), `There is no artifact type ${type}.`);
    const { items, body: schema } = artifactType(type);
    const found = items(schema.parse(body));
    for (const item of found) {
      const reason = whyUnverified(item, spoken);
      if (reason) wrong.push(`${type} ${item.id}: ${reason}`);
    }
    total += found.length;
    note(`${type}: ${found.length} items.`);
  }
  assert.ok(total > 0, 'Nothing was exported that could be verified.');
  assert.equal(wrong.length, 0, `${wrong.length} of ${total} items are not verified:\n${wrong.join('\n')}`);
  note(`All ${total} exported items cite segments that exist and hold what they claim.`);
}

/**
 * Judged apart from the quality rules, so that a mistake in those is seen here: what is quoted stands in
 * the cited segments word for word, and what is told otherwise shares its longer words with them.
 */
export function whyUnverified(item: Item, spoken: ReadonlyMap<string, string>): string | undefined {
  if (item.sources.length === 0) return 'it has no source';
  const unknown = item.sources.find((id) => !spoken.has(id));
  if (unknown !== undefined) return `its source ${unknown} does not exist`;
  const cited = item.sources.map((id) => spoken.get(id)).join(' ');
  if (item.verbatim) {
    return missingPhrases([item.claim], cited).length > 0
      ? `«${item.claim}» is not in «${cited}»`
      : undefined;
  }
  const shared = sharedWords(item.claim, cited);
  return shared < LEAST_SHARED ? `«${item.claim}» shares ${shared.toFixed(2)} with «${cited}»` : undefined;
}
