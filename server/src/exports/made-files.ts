import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import type { ExportFile } from '@pegasus/core/export-file.ts';
import { defaultExportOptions, type ExportOptions, optionsKey } from '@pegasus/core/export-options.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { ownItems } from '@pegasus/core/overlay/effective.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { newestGeneration } from '../db/artifacts.ts';
import { readMaterial } from '../db/effective.ts';
import { listExports } from '../db/exports.ts';
import { findMadeExport, saveMadeExport } from '../db/made-exports.ts';
import { listThreads } from '../db/threads.ts';
import type { Exporter, ExportMaterial } from '../exporters/define.ts';
import { exportMaterial, fingerprintOf } from '../exporters/export-material.ts';
import { exporters } from '../exporters/registry.ts';
import type { Services } from '../services.ts';
import { exportKey } from '../storage/key.ts';

/** Files of one lecture that are kept beside those of the export stage; the oldest goes. */
const MOST_MADE = 24;

/** What a student can choose of; what is left out is as the preset has it. */
export type ChosenOptions = { [Name in keyof ExportOptions]?: ExportOptions[Name] | undefined };

/**
 * The material of a lecture as it stands now, with the student's edits. Throws Problem `not-found` while there is none.
 */
export async function readExportMaterial(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  presetId: string = lecture.presetId,
): Promise<ExportMaterial> {
  const { kysely } = services.database;
  const preset = presetById(presetId);
  if ((await newestGeneration(kysely, lecture.id, preset.id)) === 0)
    throw new Problem('not-found', 'There is no such export, or it is not made yet.');
  const whose = { ownerId, id: lecture.id, presetId: preset.id };
  const { artifacts, transcript, overlay } = await readMaterial(kysely, whose);
  return exportMaterial({
    lecture,
    preset,
    transcript,
    artifacts: shownArtifacts(artifacts, preset, transcript),
    own: ownItems(artifacts, overlay),
    threads: await listThreads(kysely, ownerId, lecture.courseId),
    publicUrl: services.config.publicUrl,
    madeAt: services.now(),
  });
}

/**
 * The file of an exporter, made of the material as it is now: the stage's where nothing changed since, one that was
 * made before where that still holds, else a new one. Throws Problem `not-found`, `material-thin`, `export-overrun`,
 * `export-failed`.
 */
export async function findOrMakeExport(
  services: Services,
  ownerId: string,
  lecture: Lecture,
  {
    exporter: name,
    presetId,
    chosen = {},
  }: { exporter: string; presetId?: string | undefined; chosen?: ChosenOptions },
): Promise<ExportFile> {
  const exporter = exporters.find((one) => one.name === name);
  const stored = await listExports(
    services.database.kysely,
    ownerId,
    lecture.id,
    presetId ?? lecture.presetId,
  );
  const ofStage = stored.find((file) => file.exporter === name);
  // A file outlives its exporter, and while the stage works there is nothing newer than what it made before.
  if (ofStage && (!exporter || lecture.state === 'processing')) return ofStage;
  // Thin under the preset of now, but made under this one.
  if (lecture.state === 'thin' && ofStage) return ofStage;
  if (lecture.state === 'thin') throw new Problem('material-thin');
  if (!exporter) throw new Problem('not-found', 'There is no such export, or it is not made yet.');
  const material = await readExportMaterial(services, ownerId, lecture, presetId);
  const usual = defaultExportOptions(material.preset);
  const options = exporter.hasOptions ? withChosen(usual, chosen) : usual;
  const fingerprint = fingerprintOf(material);
  const isUsual = optionsKey(options) === optionsKey(usual);
  if (isUsual && ofStage?.fingerprint === fingerprint) return ofStage;
  if (!exporter.applies(material)) throw new Problem('not-found', 'The lecture gives nothing for this file.');
  const wanted = { material, exporter, options, fingerprint };
  return once(`${lecture.id} ${material.preset.id} ${name} ${optionsKey(options)} ${fingerprint}`, () =>
    findOrMake(services, ownerId, wanted),
  );
}

interface Wanted {
  material: ExportMaterial;
  exporter: Exporter;
  options: ExportOptions;
  fingerprint: string;
}

async function findOrMake(services: Services, ownerId: string, wanted: Wanted): Promise<ExportFile> {
  const { material, exporter, options, fingerprint } = wanted;
  const { database, storage } = services;
  const key = {
    ownerId,
    lectureId: material.lectureId,
    presetId: material.preset.id,
    exporter: exporter.name,
    options: optionsKey(options),
  };
  const before = await findMadeExport(database.kysely, key);
  if (before?.fingerprint === fingerprint) return before;
  const { fileName, mediaType, content } = exporter.write(material, options);
  const id = services.newId();
  const stored = await storage.put(exportKey(material.lectureId, id, exporter.name), asStream(content), {
    ownerId,
  });
  const file = {
    id,
    presetId: key.presetId,
    exporter: exporter.name,
    fileName,
    mediaType,
    bytes: stored.bytes,
    sha256: stored.sha256,
    objectKey: stored.key,
    fingerprint,
  };
  try {
    const gone = await database.kysely
      .transaction()
      .execute((transaction) => saveMadeExport(transaction, key, file, MOST_MADE));
    for (const old of gone) await storage.remove(old);
  } catch (error) {
    await storage.remove(stored.key);
    throw error;
  }
  return file;
}

/** Two who ask for the same at once get the same, made once. */
async function once(name: string, make: () => Promise<ExportFile>): Promise<ExportFile> {
  const running = making.get(name) ?? make().finally(() => making.delete(name));
  making.set(name, running);
  return running;
}
const making = new Map<string, Promise<ExportFile>>();

function withChosen(usual: ExportOptions, { paper, print, answers }: ChosenOptions): ExportOptions {
  return {
    paper: paper ?? usual.paper,
    print: print ?? usual.print,
    answers: answers ?? usual.answers,
  };
}

async function* asStream(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  yield* content;
}
