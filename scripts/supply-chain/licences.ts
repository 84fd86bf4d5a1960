import type { Scan } from './define.ts';
import { readLockfile } from './lockfile.ts';

/** Licences under which others may use, change and pass on what we make, without giving theirs to it. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
  'OFL-1.1',
  // Its terms stay with its own files, which are used as they are.
  'MPL-2.0',
]);

export const licencesScan: Scan = {
  name: 'licences',
  about: 'licences of all packages, against the list of those that go with ours',
  run: async (root) => {
    const packages = await readLockfile(root);
    const findings = packages
      .filter(({ license }) => !isAllowed(license ?? ''))
      .map(({ name, version, license }) => ({
        subject: `${name}@${version}`,
        says: `${name} ${version} is under ${license ?? 'a licence that it does not name'}`,
      }));
    return { findings, looked: `${packages.length} packages` };
  },
};

/** One of several is enough where there is a choice; all are needed where they are joined. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '').trim();
  return bare.split(/ OR /).some((choice) => choice.split(/ AND /).every((part) => ALLOWED.has(part.trim())));
}
