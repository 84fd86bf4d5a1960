import type { ExportFile } from '@pegasus/core/export-file.ts';
import { defaultExportOptions, optionsKey } from '@pegasus/core/export-options.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { toProblem } from '@pegasus/core/problem.ts';
import { listExports } from '../db/exports.ts';
import { findMadeExport } from '../db/made-exports.ts';
import { fingerprintOf } from '../exporters/export-material.ts';
import { exporters } from '../exporters/registry.ts';
import type { Services } from '../services.ts';
import { findOrMakeExport, readExportMaterial } from './made-files.ts';

/** A file as it was made last. */
export interface OfferedFile extends ExportFile {
  /** Whether the material changed since, so that it is made anew when it is fetched. */
  stale?: true;
}

/** The files that can be had of a lecture. Looking makes none anew: that takes long, and most are never fetched. */
export async function offeredExports(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  presetId: string,
): Promise<OfferedFile[]> {
  const { kysely } = services.database;
  const stored = await listExports(kysely, ownerId, lecture.id, presetId);
  if (lecture.state !== 'ready' || stored.length === 0) return stored;
  const material = await readExportMaterial(services, ownerId, lecture, presetId);
  const fingerprint = fingerprintOf(material);
  const options = optionsKey(defaultExportOptions(material.preset));
  // A file outlives its exporter, and is then never made anew.
  const offered: OfferedFile[] = stored.filter(
    ({ exporter }) => !exporters.some(({ name }) => name === exporter),
  );
  for (const { name: exporter } of exporters.filter((one) => one.applies(material))) {
    const ofStage = stored.find((file) => file.exporter === exporter);
    const made = await findMadeExport(kysely, {
      ownerId,
      lectureId: lecture.id,
      presetId,
      exporter,
      options,
    });
    const last = [ofStage, made].find((file) => file?.fingerprint === fingerprint) ?? made ?? ofStage;
    if (last) offered.push(last.fingerprint === fingerprint ? last : { ...last, stale: true });
    else offered.push(...(await firstOf(services, ownerId, lecture, { exporter, presetId })));
  }
  return offered;
}

/** Of an exporter that had nothing to write until an edit gave it something: name and size are not known before. */
async function firstOf(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  wanted: { exporter: string; presetId: string },
): Promise<ExportFile[]> {
  try {
    return [await findOrMakeExport(services, ownerId, lecture, wanted)];
  } catch (error) {
    // Whoever asks for it by name is told why; the others can be had meanwhile.
    services.log.warn(
      { err: error, code: toProblem(error).code, lectureId: lecture.id, exporter: wanted.exporter },
      'export not made',
    );
    return [];
  }
}
