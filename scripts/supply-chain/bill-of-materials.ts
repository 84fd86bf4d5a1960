import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Scan } from './define.ts';
import { readLockfile } from './lockfile.ts';

export const BILL_FILE = 'evidence/supply-chain/sbom.cdx.json';

const Bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(z.object({ name: z.string(), version: z.string(), purl: z.string() })),
});

/** Writes the bill of materials and holds it against the lock file: one that leaves something out is a finding. */
export const billOfMaterialsScan: Scan = {
  name: 'bill of materials',
  about: `CycloneDX, written to ${BILL_FILE}`,
  run: async (root) => {
    const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application'];
    const { stdout } = await promisify(execFile)('npm', words, { cwd: root, maxBuffer: 50e6 });
    const { components, specVersion } = Bill.parse(JSON.parse(stdout));
    await mkdir(join(root, 'evidence/supply-chain'), { recursive: true });
    await writeFile(join(root, BILL_FILE), stdout);
    const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl)));
    const findings = (await readLockfile(root))
      .map(({ name, version }) => `${name}@${version}`)
      .filter(
        (subject) =>
          ![...listed].some(
            (purl) => purl === `pkg:npm/${subject}` || purl.startsWith(`pkg:npm/${subject}?`),
          ),
      )
      .map((subject) => ({ subject, says: `${subject} is in the lock file and not in the bill` }));
    return { findings, looked: `${components.length} components, CycloneDX ${specVersion}` };
  },
};
