import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { artifactType } from '@pegasus/core/artifacts/registry.ts';
import { enforce } from '@pegasus/core/grounding/enforce.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { wordCount } from '@pegasus/core/transcript.ts';
import { BAD_TRANSCRIPTS, spokenSource } from './bad-transcripts.ts';
import { produceEmbedded } from './made.fixture.ts';
import { bodiesOf, type MadeItem, type Production } from './produce.ts';

/** A run that is not done by then hangs; 60,000 words take a few seconds. */
const RUN_MS = 60_000;

for (const bad of BAD_TRANSCRIPTS) {
  describe(`a transcript of ${bad.name}`, () => {
    for (const preset of presets) {
      test(`does no harm under ${preset.id}`, { timeout: RUN_MS }, async () => {
        const made = await produceEmbedded(spokenSource(bad), preset, { exports: undefined }).catch(
          asRefusal,
        );
        if (made instanceof Problem) {
          assert.equal(bad.expected, 'refused', made.message);
          assert.match(made.message, bad.reason ?? /\w/);
          return;
        }
        assertSound(made);
        if (bad.expected === 'material') assert.equal(made.held, undefined);
        if (bad.expected === 'thin') assert.match(made.held ?? 'It is not thin.', bad.reason ?? /\w/);
        if (made.held === undefined) assert.ok(made.files.has('markdown') && made.files.has('json'));
        else assert.equal(made.files.size, 0, 'What is thin is not exported.');
        for (const word of bad.neverShown ?? []) {
          assert.deepEqual(
            made.items.map(textOf).filter((text) => word.test(text)),
            [],
          );
        }
      });
    }
  });
}

test('60,000 words are 60,000 words, and 50 are 50', async () => {
  for (const words of [50, 60_000]) {
    const bad = BAD_TRANSCRIPTS.find(({ name }) => name === `${words.toLocaleString('en')} words`);
    assert.ok(bad);
    const { segments } = JSON.parse(new TextDecoder().decode(spokenSource(bad).bytes));
    assert.equal(wordCount({ segments }), words);
  }
});

function textOf({ artifact, subject = '', question = '', claim }: MadeItem): string {
  return `${artifact}: ${subject} ${question} ${claim}`;
}

/** A Problem is a clear refusal; anything else is a crash. */
function asRefusal(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** What was kept parses, and passes all rules when it is judged again. */
function assertSound(made: Production): void {
  const { artifacts, preset, transcript, items, held } = made;
  for (const { type, version, body } of artifacts) {
    const { body: schema, version: current } = artifactType(type as keyof ReturnType<typeof bodiesOf>);
    assert.ok(schema.safeParse(body).success, type);
    assert.equal(version, current);
  }
  const again = enforce(bodiesOf(made), { transcript, preset });
  const dropped = Object.entries(again.reports).flatMap(([type, report]) =>
    Object.keys(report.dropped).map((rule) => `${type}: ${rule}`),
  );
  assert.deepEqual(dropped, []);
  assert.equal(again.thin === undefined, held === undefined);
  const ids = new Set(transcript.segments.map(({ id }) => id));
  assert.ok(items.every(({ sources }) => sources.length > 0 && sources.every((id) => ids.has(id))));
}
