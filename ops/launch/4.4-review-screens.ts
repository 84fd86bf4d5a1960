import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ShownArtifact } from '@pegasus/core/answers.ts';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import type { Page } from 'playwright-core';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';
import { openBrowser, readSound, unreachable, violationsOf } from './review/browser.ts';
import { flat, wordsOf } from './review/expected-words.ts';
import { proveCards, proveDiscard, proveQuestion } from './review/study.ts';

const RECORDING = 'fixtures/sample-lecture.m4a';
const WORDS = 'fixtures/transcripts/cells-1-membranes.json';
/** A page of the longest summary has fewer controls. */
const MOST_TABS = 600;

export const reviewScreens: LaunchItem = {
  id: '4.4',
  title: 'Review screens',
  // Every artifact of every preset in a browser.
  minutes: 15,
  endpoint: '/lectures/{lectureId} and /study in a browser, at 390 × 844',
  sabotages: [
    {
      breaks: 'a moment plays the recording from its beginning',
      file: 'app/src/screens/lecture/playback.tsx',
      find: 'sound?.playFrom(seconds);',
      replace: 'sound?.playFrom(0);',
    },
    {
      breaks: 'a grade is not kept',
      file: 'app/src/screens/study/sitting.tsx',
      find: '    add(review);\n',
      replace: '',
    },
    {
      breaks: 'the buttons beside a line have no name',
      file: 'app/src/components/icon-button.tsx',
      find: 'aria-label={label}',
      replace: '',
    },
    {
      breaks: 'the last line of a list is not shown',
      file: 'app/src/screens/lecture/blocks/text-blocks.tsx',
      find: 'items.map(({ text, moment, itemId }, place) => (',
      replace: 'items.slice(0, -1).map(({ text, moment, itemId }, place) => (',
    },
    {
      breaks: 'moments can be tapped and not reached by the keyboard',
      file: 'app/src/screens/lecture/moment-button.tsx',
      find: 'onPress={() => playFrom(moment)}',
      replace: 'tabIndex={-1} onPress={() => playFrom(moment)}',
    },
  ],
  async prove(context) {
    const product = await startProduct(context);
    try {
      const { browser, page, errors } = await openBrowser();
      try {
        await provePages(product.client, product.address, page, context);
        assert.deepEqual(errors, [], 'A page threw something.');
      } finally {
        await browser.close();
      }
    } finally {
      await product.stop();
    }
  },
};

async function provePages(
  client: Client,
  address: string,
  page: Page,
  context: LaunchContext,
): Promise<void> {
  const { root } = context;
  const [first, ...others] = presets;
  assert.ok(first, 'There are presets.');
  const given = { file: join(root, RECORDING), courseName: 'Memory', preset: 'exam' };
  // Speech takes a while; what was said elsewhere is looked at meanwhile.
  const spoken = handIn(client, context, given);
  spoken.catch(() => undefined);
  const written = { file: join(root, WORDS), courseName: 'Cells', preset: first.id };
  let lecture = await handIn(client, context, written);
  await proveArtifacts(client, `${address}/lectures/${lecture.id}`, page, lecture, context);
  for (const { id } of others) {
    lecture = await makeUnder(client, lecture, id, context);
    await proveArtifacts(client, `${address}/lectures/${lecture.id}`, page, lecture, context);
  }
  const recorded = await spoken;
  await proveMoment(client, address, page, recorded, context);
  await proveDiscard(client, address, page, recorded, context);
  await proveQuestion(client, address, page, recorded, context);
  await proveCards(client, address, page, recorded, context);
}

async function makeUnder(
  client: Client,
  { id }: Lecture,
  preset: string,
  { signal }: LaunchContext,
): Promise<Lecture> {
  const params = { lectureId: id };
  let lecture = await client.regenerateLecture({ params, body: { preset }, signal });
  for await (const event of client.followLecture({ params, signal })) lecture = event.lecture;
  assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state} under ${preset}.`);
  return lecture;
}

/** Every artifact of a preset: all its words, no violation, every control by the Tab key. */
async function proveArtifacts(
  client: Client,
  address: string,
  page: Page,
  { id, presetId }: Lecture,
  { evidence, signal, note }: LaunchContext,
): Promise<void> {
  const { items } = await client.listArtifacts({ params: { lectureId: id }, signal });
  assert.ok(items.length > 0, `There is no material under ${presetId}.`);
  await page.goto(address);
  const slow = presets.find((preset) => preset.id === presetId)?.display.pace === 'one at a time';
  let controls = 0;
  for (const [place, shown] of items.entries()) {
    await page.getByRole('tab', { name: shown.title, exact: true }).waitFor();
    if (place === 0) await page.getByRole('tab', { name: shown.title, exact: true }).focus();
    // From one tab to the next by the arrow, as the keyboard goes.
    else await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    // On a busy machine the panel before it still stands there for a moment.
    await page.getByRole('tab', { name: shown.title, exact: true, selected: true }).waitFor();
    const panel = page.getByRole('tabpanel', { name: shown.title, exact: true });
    await panel.waitFor();
    const text = slow && shown.artifact.type === 'summary' ? await readInTurn(page) : await panel.innerText();
    proveWords(shown, presetId, text);
    const violations = await violationsOf(page);
    assert.deepEqual(violations, [], `${presetId}, ${shown.title}`);
    await page.screenshot({ path: join(evidence, `${presetId}-${shown.artifact.type}.png`) });
    if (place === 0) {
      const reached = await unreachable(page, MOST_TABS);
      assert.deepEqual(reached.missed, [], `${presetId}, ${shown.title}: not reached by the Tab key`);
      controls = reached.controls;
      await page.getByRole('tab', { name: shown.title, exact: true }).focus();
    }
  }
  const titles = items.map(({ title }) => title).join(', ');
  note(`${presetId}: ${titles} readable, no violation of WCAG 2.2 AA; ${controls} controls by the Tab key.`);
}

/** One thing after another, by the keyboard, until there is no next. */
async function readInTurn(page: Page): Promise<string> {
  const texts: string[] = [];
  for (let chunk = 0; chunk < 200; chunk++) {
    texts.push(await page.getByRole('tabpanel').innerText());
    const next = page.getByRole('button', { name: 'Next', exact: true });
    if ((await next.count()) === 0) break;
    await next.press('Enter');
    await page
      .getByText(`${chunk + 2} of `, { exact: false })
      .first()
      .waitFor();
  }
  return texts.join('\n');
}

function proveWords({ title, blocks }: ShownArtifact, presetId: string, text: string): void {
  const page = flat(text);
  const missing = blocks.flatMap(wordsOf).filter((words) => !page.includes(flat(words)));
  assert.deepEqual(missing, [], `${presetId}, ${title}: not to be read on the page`);
}

/** A tap on a line's moment: the recording plays, and from there. */
async function proveMoment(
  client: Client,
  address: string,
  page: Page,
  { id }: Lecture,
  { signal, note }: LaunchContext,
): Promise<void> {
  const { items } = await client.listArtifacts({ params: { lectureId: id }, signal });
  const moments = items
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'list' ? block.items : []))
    .map(({ moment }) => moment)
    .filter((moment) => moment !== undefined);
  const latest = Math.max(...moments);
  assert.ok(latest > 30, 'The sample has moments far from its beginning.');
  await page.goto(`${address}/lectures/${id}`);
  const minutes = `${Math.floor(latest / 60)}:${String(Math.floor(latest) % 60).padStart(2, '0')}`;
  await page
    .getByRole('button', { name: `Play ${minutes}` })
    .first()
    .click();
  const sound = await until(async () => {
    const now = await readSound(page);
    return now?.playing ? now : undefined;
  });
  assert.ok(sound, 'Nothing plays.');
  assert.ok(Math.abs(sound.seconds - latest) < 4, `It plays at ${sound.seconds} s and not at ${latest} s.`);
  note(
    `A tap on ${minutes} plays the recording at ${sound.seconds.toFixed(1)} s (wanted ${latest.toFixed(1)} s).`,
  );
  await page.getByRole('region', { name: 'Player' }).waitFor();
  assert.deepEqual(await violationsOf(page), [], 'The page with the player');
}

/** What comes within some seconds; undefined when nothing does. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let go = 0; go < 100; go++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  return undefined;
}
