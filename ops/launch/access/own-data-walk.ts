import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { look, type Seen } from '../browser/look.ts';
import { openBrowser, type Size } from '../browser/open.ts';
import type { LaunchContext } from '../define.ts';
import { type AccountProduct, type LaunchPerson, PASSWORD } from './people.ts';

/**
 * On the screen, by hand: what is kept is read before anybody signs in, taken along as a zip, and deleted; an
 * administrator invites, gives another role and shuts out.
 */
export async function walkOwnData(
  product: AccountProduct,
  seen: Seen,
  context: LaunchContext,
): Promise<void> {
  const browser = await openBrowser(product.address, context.note);
  try {
    for (const size of ['phone', 'laptop'] as const) {
      const dark = size === 'laptop';
      const { page, faults } = await browser.visit(size, { dark });
      const at = (name: string) => look(page, seen, { evidence: context.evidence, size, name });
      await readPrivacy(page, at);
      await leave(page, await product.invite('student'), product, at);
      await lookAfterPeople(page, product.administrator, size, at);
      assert.deepEqual(faults, [], 'Nothing goes wrong in the page, and nothing is asked elsewhere.');
    }
  } finally {
    await browser.close();
  }
}

type Look = (name: string) => Promise<void>;

async function readPrivacy(page: Page, at: Look): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'What is kept of you' }).click();
  await page.getByText('Anthropic').waitFor();
  await page.getByText('The words of your lectures, to write material of them.').waitFor();
  await page.getByText('A recording holds the voices of others.').waitFor();
  await at('privacy');
}

async function signIn(page: Page, { email }: LaunchPerson): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
}

async function leave(page: Page, person: LaunchPerson, product: AccountProduct, at: Look): Promise<void> {
  await person.client.createCourse({ body: { name: 'Of somebody who leaves' } });
  await signIn(page, person);
  await page.getByText('Devices').waitFor();
  await at('account');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download your data' }).click(),
  ]);
  const zip = await readFile(await download.path());
  assert.equal(zip.subarray(0, 2).toString(), 'PK', 'What is taken along is a zip.');

  await page.getByRole('button', { name: 'Delete your account' }).click();
  await page.getByLabel('Password, to show that it is you').fill('not the right one');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByText('The e-mail address or the password is not right.').waitFor();
  await page.getByLabel('Password, to show that it is you').fill(PASSWORD);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await at('deletion');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await assert.rejects(
    product.client.signInApp({ body: { email: person.email, password: PASSWORD } }),
    { code: 'sign-in-failed' },
    'There is no such account any more.',
  );
}

async function lookAfterPeople(page: Page, administrator: LaunchPerson, size: Size, at: Look): Promise<void> {
  const email = `guest-${size}@example.org`;
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('group', { name: 'Role' }).getByRole('button', { name: 'Operator' }).click();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText('Hand this link over yourself').waitFor();
  await page.getByText(/\/invitation#pgl_/).waitFor();
  const row = page.getByRole('listitem').filter({ hasText: email });
  await row.getByText('Invited').waitFor();
  await row.getByRole('button', { name: /^Change/ }).click();
  await row.getByRole('button', { name: 'Student' }).click();
  await row.getByText(`${email} · Student`).waitFor();
  await at('people');
  await row.getByRole('button', { name: /^Shut out/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut them out' }).click();
  await row.getByText('Disabled').waitFor();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
}
