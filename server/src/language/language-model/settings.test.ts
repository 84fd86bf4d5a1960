import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { createLanguageModel } from '../language-model.ts';
import { fetchWithin } from './plain-request.ts';
import type { LanguageSettings } from './settings.ts';
import { settingsFor } from './test-settings.ts';
import type { VendorName } from './vendors.ts';

async function mistakesOf(vendor: VendorName, changes: Partial<LanguageSettings>): Promise<string> {
  const settings = settingsFor('http://127.0.0.1:1/v1', changes);
  try {
    await createLanguageModel(vendor, settings).check();
    return '';
  } catch (error) {
    assert.ok(error instanceof Problem && error.code === 'setting-invalid');
    return error.detail ?? '';
  }
}

describe('the settings of a language model', () => {
  test('are complete with model and address, and with a key where the vendor wants one', async () => {
    assert.equal(await mistakesOf('openai-compatible', { languageKey: '' }), '');
    for (const vendor of ['openai', 'anthropic', 'google'] as const) {
      assert.equal(await mistakesOf(vendor, { languageUrl: '' }), '');
      assert.match(await mistakesOf(vendor, { languageKey: '' }), /PEGASUS_LANGUAGE_KEY/);
    }
  });

  test('are named all at once where they are missing', async () => {
    const missing = await mistakesOf('openai-compatible', { languageModel: '', languageUrl: '' });
    assert.match(missing, /PEGASUS_LANGUAGE_MODEL.*PEGASUS_LANGUAGE_URL/);
  });

  for (const address of [
    'file:///etc/passwd',
    'ftp://127.0.0.1/v1',
    'gopher://127.0.0.1',
    'javascript:alert(1)',
    'http://user:word@127.0.0.1/v1',
    'http://127.0.0.1/v1?key=1',
    'http://127.0.0.1/v1#part',
    '127.0.0.1:8080',
    'nonsense',
  ]) {
    test(`refuse the address ${address}, and do not repeat it`, async () => {
      const mistake = await mistakesOf('openai-compatible', { languageUrl: address });
      assert.match(mistake, /^PEGASUS_LANGUAGE_URL: give a plain http or https address/);
      assert.ok(!mistake.includes(address));
    });
  }

  test('keep a call within the origin of the address', () => {
    const fetch = fetchWithin('http://127.0.0.1:1');
    for (const address of ['http://127.0.0.1:2/v1', 'https://127.0.0.1:1/v1', 'http://localhost:1/v1']) {
      assert.throws(
        () => fetch(address),
        (error) => error instanceof Problem && error.code === 'setting-invalid',
      );
    }
  });
});
