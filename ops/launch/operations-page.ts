import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Client } from '@pegasus/core/client.ts';
import type { Page } from 'playwright-core';
import { type Sinks, startSinks } from '../prometheus/sinks.ts';
import { look, nothingSeen, type Seen } from './browser/look.ts';
import { openBrowser } from './browser/open.ts';
import { captionsFile } from './captions.ts';
import type { LaunchContext } from './define.ts';
import { handIn } from './hand-in.ts';
import { startProduct } from './product.ts';

/** A problem that another try could mend, so that retries are used up and a dead letter is kept. */
const FAULT = 'object-missing';
const ALERT_MS = 60_000;

/**
 * The page for whoever is on call, in a real browser: it says which stage fails and why while that happens, leads
 * to the page that says what to do, and a dead letter is taken up again from it; on a phone too.
 */
export async function proveOperationsPage(context: LaunchContext): Promise<void> {
  const { root, scratch, note } = context;
  const faults = join(scratch, 'faults');
  await mkdir(faults);
  const sinks = await startSinks();
  const product = await startProduct(context, {
    NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'ops/launch/stage-faults.ts'))}`,
    LAUNCH_FAULTS: faults,
    PEGASUS_RETRIES: '1',
    PEGASUS_RETRY_DELAY_SECONDS: '1',
    PEGASUS_ALERT_SECONDS: '2',
    PEGASUS_ALERT_WEBHOOK: sinks.webhook,
    PEGASUS_ALERT_MAIL: 'on-call@example.org',
    PEGASUS_SMTP_URL: `smtp://${sinks.mail}`,
    PEGASUS_MAIL_FROM: 'pegasus@example.org',
    PEGASUS_CANARY_MINUTES: '60',
    PEGASUS_TEST_SPEECH_MILLISECONDS: '200',
  });
  const browser = await openBrowser(product.address, note);
  const seen = nothingSeen();
  try {
    const file = await captionsFile(context);
    await handIn(product.client, context, { file, courseName: 'Fine', preset: 'exam' });
    await writeFile(join(faults, 'export'), FAULT);
    const failed = await handIn(product.client, context, { file, courseName: 'Failing', preset: 'exam' });
    assert.equal(failed.state, 'failed');
    await untilAlert(product.client);
    await untilTold(sinks);
    note('The server itself told of it by webhook and mail, with stage and runbook, and no Prometheus.');

    for (const size of ['phone', 'laptop'] as const) {
      for (const dark of [false, true]) {
        const { page, context: tab, faults: wrong } = await browser.visit(size, { dark });
        await seeFailure(page, seen, context, `${dark ? 'dark' : 'light'}`, size);
        assert.deepEqual(wrong, [], 'Nothing goes wrong in the page.');
        await tab.close();
      }
    }
    note('It names the failing stage, its reason and the runbook; its dead letter shows every try.');

    const { page } = await browser.visit('phone');
    await page.goto('/operations');
    await rm(join(faults, 'export'));
    await page.getByRole('button', { name: /^Replay [0-9a-f]{8}$/ }).click();
    await page.getByText('There is none.').waitFor();
    for await (const { lecture } of product.client.followLecture({ params: { lectureId: failed.id } })) {
      if (lecture.state !== 'processing') assert.equal(lecture.state, 'ready');
    }
    note('A dead letter was taken up again from the page, on a phone, and its lecture became ready.');
    assert.deepEqual(seen.violations, [], 'axe finds nothing.');
    note(`${seen.pictures.length} pictures of the page; axe: ${seen.checks} checks passed, 0 violations.`);
  } finally {
    await browser.close();
    await product.stop();
    await sinks.stop();
  }
}

/** What `npm start` alone tells whoever is on call. */
async function untilTold({ heard, letters }: Sinks): Promise<void> {
  const last = performance.now() + ALERT_MS;
  for (;;) {
    const told = heard.find(
      ({ labels }) => labels.alertname === 'PegasusDeadLetters' && labels.stage === 'export',
    );
    const { summary = '', runbook = '' } = told?.annotations ?? {};
    if (told && letters.some((letter) => letter.includes(`firing: ${summary}`) && letter.includes(runbook)))
      return;
    assert.ok(performance.now() < last, 'The server tells of it on its page and nowhere else.');
    await pause(500);
  }
}

async function untilAlert(client: Client): Promise<void> {
  const last = performance.now() + ALERT_MS;
  for (;;) {
    const { alerts } = await client.getOperations();
    if (alerts.firing.some(({ name, stage }) => name === 'PegasusDeadLetters' && stage === 'export')) return;
    assert.ok(performance.now() < last, 'No alert names the stage that gave up.');
    await pause(500);
  }
}

async function seeFailure(
  page: Page,
  seen: Seen,
  { evidence }: LaunchContext,
  name: string,
  size: 'phone' | 'laptop',
): Promise<void> {
  await page.goto('/operations');
  const alerts = page.getByRole('region', { name: 'Alerts', exact: true });
  await alerts.getByText('used up its retries at export').first().waitFor();
  const stage = page
    .getByRole('region', { name: 'Stages' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Export' }) });
  await stage.getByText(`(${FAULT})`).waitFor();
  await look(page, seen, { evidence, size, name: `operations-${name}` });
  await alerts
    .getByRole('button', { name: /^What to do: / })
    .first()
    .click();
  await alerts.getByRole('heading', { name: 'Decide' }).waitFor();
  await page.getByRole('button', { name: /^Look into/ }).click();
  await page.getByText(/^Try 2: failed/).waitFor();
  await look(page, seen, { evidence, size, name: `operations-${name}-open` });
  await page.getByRole('heading', { name: 'Dead letters' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(evidence, `${size}-operations-${name}-letters.png`) });
  await page.getByRole('heading', { name: 'Machinery' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(evidence, `${size}-operations-${name}-end.png`) });
}
