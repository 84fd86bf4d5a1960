import assert from 'node:assert/strict';
import { appendFile, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runCommand } from './command.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';

const Report = z.object({
  objects: z.number(),
  findings: z.array(
    z.object({ finding: z.string(), key: z.string(), kind: z.string(), mended: z.string().optional() }),
  ),
});

export const integrity: LaunchItem = {
  id: '2.4',
  title: 'Integrity',
  endpoint:
    '`pegasus integrity [--mend]`; GET /api/lectures/{lectureId}/exports/{exporter} (`object-damaged`)',
  sabotages: [
    {
      breaks: 'the bytes of an object are not compared with its hash',
      file: 'server/src/keeping/examine.ts',
      find: '(row.sha256 ?? found.sha256) !== found.sha256',
      replace: 'found.bytes < 0',
    },
    {
      breaks: 'what nobody wrote down is not looked for',
      file: 'server/src/keeping/integrity.ts',
      find: "if (row && row.state !== 'orphaned') continue;",
      replace: 'if (key) continue;',
    },
  ],
  async prove(context) {
    const { root, note } = context;
    const file = join(root, 'fixtures/transcripts/cells-1-membranes.json');
    const first = await startProduct(context);
    const lectureIds: string[] = [];
    try {
      for (const courseName of ['Flipped', 'Missing'])
        lectureIds.push((await handIn(first.client, context, { file, courseName, preset: 'exam' })).id);
    } finally {
      await first.stop();
    }
    const whole = await check(context, []);
    assert.deepEqual(whole.findings, [], 'Nothing is wrong before something is broken.');
    assert.ok(whole.objects >= 4, `${whole.objects} objects were read.`);
    note(`${whole.objects} objects: each is referenced, is there and has its hash.`);

    const broken = await breakThree(context, lectureIds);
    const found = await check(context, []);
    for (const [finding, key] of broken)
      assert.ok(
        found.findings.some((one) => one.finding === finding && one.key === key),
        `${finding} ${key} was not named.`,
      );
    assert.equal(found.findings.length, broken.length, 'Nothing else is named.');
    for (const [finding, key] of broken) note(`Named as ${finding}: ${key}`);
    await refusesDamaged(context, lectureIds[0] ?? '');

    const mended = await check(context, ['--mend', '--grace', '0']);
    note(`Mended: ${mended.findings.map(({ finding, mended }) => `${finding} → ${mended}`).join(', ')}.`);
    assert.deepEqual((await check(context, [])).findings, [], 'Nothing is wrong after mending.');
    note('A second check finds nothing.');
  },
};

async function check(context: LaunchContext, words: readonly string[]): Promise<z.infer<typeof Report>> {
  const { result } = await runCommand(context, ['integrity', ...words]);
  await writeFile(join(context.evidence, `integrity${words.join('')}.json`), JSON.stringify(result, null, 2));
  return Report.parse(result);
}

/** One byte of an export flipped, another export gone, and a file that nobody asked for. */
async function breakThree(
  context: LaunchContext,
  [flippedOf = '', missingOf = '']: readonly string[],
): Promise<[string, string][]> {
  const objects = join(context.scratch, 'data/objects');
  const flipped = await exportOf(objects, flippedOf);
  const bytes = await readFile(join(objects, flipped));
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  await writeFile(join(objects, flipped), bytes);
  const missing = await exportOf(objects, missingOf);
  await rm(join(objects, missing));
  const orphan = `lectures/${flippedOf}/exports/00000000-0000-4000-8000-00000000000a/orphan`;
  await mkdir(dirname(join(objects, orphan)), { recursive: true });
  await appendFile(join(objects, orphan), 'nobody asked for this');
  return [
    ['damaged', flipped],
    ['missing', missing],
    ['orphaned', orphan],
  ];
}

async function exportOf(objects: string, lectureId: string): Promise<string> {
  for await (const key of glob(`lectures/${lectureId}/exports/*/json`, { cwd: objects }))
    return key.replaceAll('\\', '/');
  throw new Error(`The lecture ${lectureId} has no export.`);
}

/** A student is never given a damaged file. */
async function refusesDamaged(context: LaunchContext, lectureId: string): Promise<void> {
  const product = await startProduct(context, { PEGASUS_SCRUB_DAYS: '0' });
  try {
    const address = `${product.address}/api/lectures/${lectureId}/exports/json`;
    const response = await fetch(address, { signal: context.signal });
    const { code } = z.object({ code: z.string() }).parse(await response.json());
    assert.equal(code, 'object-damaged', `The download of the damaged file answers ${response.status}.`);
    context.note(`Its download answers ${response.status} object-damaged.`);
  } finally {
    await product.stop();
  }
}
