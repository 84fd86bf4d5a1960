import { quote } from './quoting-model.ts';
import type { LanguageSettings } from './settings.ts';
import { openModelServer } from './test-server.ts';
import { settingsFor } from './test-settings.ts';
import { VENDORS, type VendorName } from './vendors.ts';

/**
 * For tests that loop over all generators: settings under which this one works on this machine alone, with a
 * stand-in that only quotes for a language model. A generator that is no language model needs none.
 */
export async function openStandIn(
  provider: string,
): Promise<{ settings: LanguageSettings; close(): Promise<void> } | undefined> {
  if (!isVendor(provider)) return undefined;
  const server = await openModelServer(provider, (call) => ({ words: JSON.stringify(quote(call)) }));
  return { settings: settingsFor(server.url), close: server.close };
}

function isVendor(name: string): name is VendorName {
  return Object.hasOwn(VENDORS, name);
}
