import type { ExportFile } from '@pegasus/core/export-file.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { toProblem } from '@pegasus/core/problem.ts';
import * as rows from '../db/exports.ts';
import { getLecture } from '../db/lectures.ts';
import { exporters } from '../exporters/registry.ts';
import { findOrMakeExport, readExportMaterial } from '../exports/made-files.ts';
import { refuseDamaged } from '../keeping/examine.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';

export const listExports: Handler<'listExports'> = async ({ services, ownerId, params, query }) => {
  const lecture = await getLecture(services.database.kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  const files = await freshFiles(services, ownerId, lecture, preset.id);
  const shown = files.map((file) => ({ ...file, title: titleOf(file.exporter) }));
  return { items: shown.sort((left, right) => placeOf(left.exporter) - placeOf(right.exporter)) };
};

export const getExport: Handler<'getExport'> = async ({ services, ownerId, params, query }) => {
  const lecture = await getLecture(services.database.kysely, ownerId, params.lectureId);
  const { preset, ...chosen } = query;
  const presetId = presetById(preset ?? lecture.presetId).id;
  const file = await findOrMakeExport(services, ownerId, lecture, {
    exporter: params.exporter,
    presetId,
    chosen,
  });
  await refuseDamaged(services, file.objectKey);
  return file;
};

/** The files as they are offered: those of material that changed since are made anew first. */
async function freshFiles(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  presetId: string,
): Promise<ExportFile[]> {
  const stored = await rows.listExports(services.database.kysely, ownerId, lecture.id, presetId);
  if (lecture.state !== 'ready' || stored.length === 0) return stored;
  const material = await readExportMaterial(services, ownerId, lecture, presetId);
  const names = new Set([
    ...exporters.filter((exporter) => exporter.applies(material)).map(({ name }) => name),
    ...stored
      .filter(({ exporter }) => !exporters.some(({ name }) => name === exporter))
      .map((file) => file.exporter),
  ]);
  const files: ExportFile[] = [];
  for (const exporter of names) {
    try {
      files.push(await findOrMakeExport(services, ownerId, lecture, { exporter, presetId }));
    } catch (error) {
      // Whoever asks for it by name is told why; the others can be had meanwhile.
      services.log.warn(
        { err: error, code: toProblem(error).code, lectureId: lecture.id, exporter },
        'export not made',
      );
    }
  }
  return files;
}

/** A file outlives its exporter: without one it still goes by its name. */
function titleOf(name: string): string {
  return exporters.find((exporter) => exporter.name === name)?.title ?? name;
}

/** In the order of the registry; what is not in it any more comes last. */
function placeOf(name: string): number {
  const place = exporters.findIndex((exporter) => exporter.name === name);
  return place < 0 ? exporters.length : place;
}
