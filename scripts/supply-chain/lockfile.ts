import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      /** The true name of what stands under another. */
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

export interface LockedPackage {
  /** Such as `@scope/name`. */
  name: string;
  version: string;
  license: string | undefined;
  hasInstallScript: boolean;
  integrity: string | undefined;
}

/** Every package that an installation can bring, of every platform; our own are left out. */
export async function readLockfile(root: string): Promise<LockedPackage[]> {
  const { packages } = Lockfile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(packages).flatMap(
    ([path, { name: alias, version = '', license, link, hasInstallScript, integrity }]) => {
      const name = alias ?? path.split('node_modules/').at(-1) ?? '';
      if (!path.includes('node_modules/') || link) return [];
      return [{ name, version, license, hasInstallScript: hasInstallScript ?? false, integrity }];
    },
  );
}
