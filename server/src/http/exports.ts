import type { Lecture } from '@pegasus/core/lecture.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import * as rows from '../db/exports.ts';
import { getLecture } from '../db/lectures.ts';
import { exporters } from '../exporters/registry.ts';
import { refuseDamaged } from '../keeping/examine.ts';
import type { Call, Handler } from './handler.ts';

export const listExports: Handler<'listExports'> = async (call) => {
  const { files } = await readExports(call);
  const shown = files.map((file) => ({ ...file, title: titleOf(file.exporter) }));
  return { items: shown.sort((left, right) => placeOf(left.exporter) - placeOf(right.exporter)) };
};

export const getExport: Handler<'getExport'> = async (call) => {
  const { services } = call;
  const { files, lecture } = await readExports(call);
  const file = files.find(({ exporter }) => exporter === call.params.exporter);
  if (file) {
    await refuseDamaged(services, file.objectKey);
    return file;
  }
  if (lecture.state === 'thin') throw new Problem('material-thin');
  throw new Problem('not-found', 'There is no such export, or it is not made yet.');
};

async function readExports({ services, ownerId, params, query }: Call<'listExports'> | Call<'getExport'>) {
  const { kysely } = services.database;
  const lecture: Lecture = await getLecture(kysely, ownerId, params.lectureId);
  const preset = presetById(query.preset ?? lecture.presetId);
  return { lecture, files: await rows.listExports(kysely, ownerId, lecture.id, preset.id) };
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
