import { execFile } from 'node:child_process';
import { z } from 'zod';
import type { Scan, ScanOutcome } from './define.ts';

const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        z.union([
          z.string(),
          z.object({ url: z.string(), title: z.string(), severity: z.string(), range: z.string() }),
        ]),
      ),
    }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.number() }) }),
});
const Refusal = z.object({ message: z.string().optional(), error: z.unknown().optional() });
const PATIENCE_MS = 90_000;

/** Known vulnerabilities of what is installed, as the advisory service of the registry tells them. */
export function auditScan(registry?: string): Scan {
  return {
    name: 'audit',
    about: 'known vulnerabilities of the packages in the lock file, of every severity',
    run: async (root) => readReport(await npmAudit(root, registry)),
  };
}

function npmAudit(root: string, registry: string | undefined): Promise<string> {
  const words = ['audit', '--json', '--package-lock-only', ...(registry ? [`--registry=${registry}`] : [])];
  return new Promise((resolve) => {
    // It ends with a failure when it finds something; what it printed says which of the two it was.
    execFile('npm', words, { cwd: root, timeout: PATIENCE_MS, maxBuffer: 50e6 }, (error, stdout) =>
      resolve(stdout || JSON.stringify({ message: error?.message ?? 'npm said nothing' })),
    );
  });
}

function readReport(text: string): ScanOutcome {
  const data: unknown = JSON.parse(text);
  const report = Report.safeParse(data);
  if (!report.success) {
    const { message } = Refusal.parse(data);
    const why = (message ?? 'no reason').split('\n')[0];
    return { findings: [], looked: 'nothing', impossible: `the advisory service was not consulted (${why})` };
  }
  const { vulnerabilities, metadata } = report.data;
  const findings = Object.entries(vulnerabilities).flatMap(([name, { via }]) =>
    via.flatMap((cause) =>
      typeof cause === 'string'
        ? []
        : [
            {
              subject: cause.url,
              says: `${name} ${cause.range}: ${cause.title} (${cause.severity}), ${cause.url}`,
            },
          ],
    ),
  );
  return { findings, looked: `${metadata.dependencies.total} packages` };
}
