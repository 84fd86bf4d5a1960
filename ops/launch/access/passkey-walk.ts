import assert from 'node:assert/strict';
import type { CDPSession, Page } from 'playwright-core';
import { look, type Seen } from '../browser/look.ts';
import { openBrowser, type Size } from '../browser/open.ts';
import type { LaunchContext } from '../define.ts';
import { type AccountProduct, PASSWORD } from './people.ts';

const KEY_NAME = 'My laptop';

/**
 * A person adds a passkey in a real browser, comes back with it alone, calls it something else and removes it.
 * The key is Chromium's own virtual authenticator, which signs as a real one does.
 */
export async function walkWithPasskey(
  product: AccountProduct,
  seen: Seen,
  context: LaunchContext,
): Promise<void> {
  const browser = await openBrowser(product.address.replace('127.0.0.1', 'localhost'), context.note);
  try {
    for (const size of ['phone', 'laptop'] as const)
      await walk(product, await browser.visit(size, { dark: size === 'phone' }), { seen, size, context });
  } finally {
    await browser.close();
  }
}

interface Where {
  seen: Seen;
  size: Size;
  context: LaunchContext;
}

async function walk(
  product: AccountProduct,
  { page, faults }: { page: Page; faults: string[] },
  { seen, size, context }: Where,
): Promise<void> {
  const person = await product.invite('student');
  const at = (name: string) => look(page, seen, { evidence: context.evidence, size, name });
  const key = await plugIn(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await at('sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Account' }).click();

  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name of the passkey').fill(KEY_NAME);
  await page.getByLabel('Your password').fill('not the right one');
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await page.getByText('The e-mail address or the password is not right.').waitFor();
  assert.deepEqual(await key.credentials(), [], 'Nobody makes a passkey without the password.');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await page.getByText(`«${KEY_NAME}» signs you in from now on.`).waitFor();
  const [made] = await key.credentials();
  assert.ok(made?.isResidentCredential, 'The key is one that names its owner itself.');
  await at('passkey-added');

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await key.refuse(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
  await key.refuse(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();

  await page.getByRole('button', { name: `Rename ${KEY_NAME}` }).click();
  await page.getByLabel('New name').fill('Old laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('button', { name: 'Remove Old laptop' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('The passkey was not taken.').waitFor();
  assert.deepEqual(faults, [], 'Nothing goes wrong in the page.');
}

interface Credential {
  isResidentCredential: boolean;
}

/** Puts an authenticator into the browser, as if a finger lay on it. */
async function plugIn(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async (): Promise<Credential[]> =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    refuse: (refused: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !refused }),
  };
}
