import { objectsToVerify } from '../db/objects.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import type { UpkeepReport } from './define.ts';
import { examineRow } from './integrity.ts';

/** What one slice may take, so that checking never stands in the way of lectures. */
const SLICE = { objects: 500, bytes: 2_000_000_000, milliseconds: 60_000 };

/**
 * Reads a slice of the objects that were not verified for longest and mends what can be made anew. Slice by
 * slice every object is read within the days that the setting names, as long as slices are enough for that.
 */
export async function scrubSlice(
  services: Services,
  tools: Tools,
  report: UpkeepReport,
  signal: AbortSignal,
): Promise<void> {
  const begun = services.now().getTime();
  const before = new Date(begun - services.config.scrubDays * 86_400_000);
  let bytes = 0;
  for (const row of await objectsToVerify(services.database.kysely, before, SLICE.objects)) {
    signal.throwIfAborted();
    if (bytes > SLICE.bytes || services.now().getTime() - begun > SLICE.milliseconds) return;
    const finding = await examineRow(services, tools, row, { mend: true, signal });
    bytes += Number(row.bytes ?? 0);
    report.count('verified');
    if (!finding) continue;
    report.count(finding.finding);
    if (finding.mended === 'remade' || finding.mended === 'let-go') report.count('mended');
    else
      report.fail(
        finding.finding,
        row.key,
        finding.finding === 'missing' ? 'object-missing' : 'object-damaged',
      );
  }
}
