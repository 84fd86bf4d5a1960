import { presetById } from '@pegasus/core/presets/registry.ts';
import { getLecture } from '../db/lectures.ts';
import { exporters } from '../exporters/registry.ts';
import { findOrMakeExport } from '../exports/made-files.ts';
import { offeredExports } from '../exports/offered-files.ts';
import { refuseDamaged } from '../keeping/examine.ts';
import type { Handler } from './handler.ts';

export const listExports: Handler<'listExports'> = async ({ services, ownerId, params, query }) => {
  const lecture = await getLecture(services.database.kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  const files = await offeredExports(services, ownerId, lecture, preset.id);
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

/** A file outlives its exporter: without one it still goes by its name. */
function titleOf(name: string): string {
  return exporters.find((exporter) => exporter.name === name)?.title ?? name;
}

/** In the order of the registry; what is not in it any more comes last. */
function placeOf(name: string): number {
  const place = exporters.findIndex((exporter) => exporter.name === name);
  return place < 0 ? exporters.length : place;
}
