import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { LectureFacts, Materials } from '@pegasus/core/materials.ts';
import { DEFAULT_PRESET } from '@pegasus/core/presets/registry.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { parseCaptions } from '../captions/registry.ts';
import type { Config } from '../config.ts';
import { exporters } from '../exporters/registry.ts';
import { LANGUAGE_PROVIDERS } from '../language/registry.ts';
import { chooseDecoder } from '../media/registry.ts';
import { sniffStream } from '../media/sniff-stream.ts';
import { wantedDecoder } from '../services.ts';
import { SPEECH_PROVIDERS } from '../speech/registry.ts';
import type { Stage, Tools } from '../stages/define.ts';
import { stageByName } from '../stages/registry.ts';
import { recordingKey } from '../storage/key.ts';
import { storages } from '../storage/registry.ts';
import { refuseUnreadable } from './lecture.ts';
import type { Terminal } from './terminal.ts';

export interface LooseRun {
  preset?: string;
  courseName?: string;
  title?: string;
}

/**
 * Runs some of the stages on a file without keeping anything: the same stages as the server's, with their
 * materials in memory and their objects in a folder that is gone afterwards.
 */
export async function runLoose<Result>(
  file: string,
  stageNames: readonly StageName[],
  about: LooseRun,
  { config, terminal, signal }: { config: Config; terminal: Terminal; signal: AbortSignal },
  use: (
    materials: Partial<Materials>,
    seconds: Record<string, number>,
    tools: Tools,
    held: string | undefined,
  ) => Promise<Result>,
): Promise<Result> {
  await refuseUnreadable(file);
  const scratch = await mkdtemp(join(tmpdir(), 'pegasus-'));
  const speech = SPEECH_PROVIDERS[config.speech]({ cacheFolder: join(scratch, 'cache') });
  const language = LANGUAGE_PROVIDERS[config.language](config);
  try {
    const tools: Tools = {
      storage: storages.filesystem(scratch),
      parseCaptions,
      decoder: (await chooseDecoder(wantedDecoder(config))).decoder,
      speech,
      language,
      exporters,
      limits: { maxSeconds: config.maxRecordingHours * 3600 },
      now: () => new Date(),
      newId: randomUUID,
    };
    const lecture = looseLecture(file, about, tools);
    // A lecture by itself has no course, and no threads.
    let materials: Partial<Materials> = {
      ...(await takeIn(file, lecture, tools)),
      earlierArtifacts: [],
      earlierConcepts: [],
      threads: [],
    };
    const seconds: Record<string, number> = {};
    let held: string | undefined;
    for (const stage of stageNames.map(stageByName)) {
      const begin = performance.now();
      const { held: reason, ...made } = await runOne(stage, lecture, materials, tools, terminal, signal);
      materials = { ...materials, ...made };
      seconds[stage.name] = (performance.now() - begin) / 1000;
      terminal.say(`  ✓ ${stage.name.padEnd(11)}${(seconds[stage.name] ?? 0).toFixed(1).padStart(7)} s`);
      held = reason;
      if (held !== undefined) break;
    }
    return await use(materials, seconds, tools, held);
  } finally {
    await language.close();
    await speech.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function looseLecture(file: string, about: LooseRun, tools: Tools): LectureFacts {
  return {
    id: tools.newId(),
    ownerId: tools.newId(),
    courseId: tools.newId(),
    courseName: about.courseName ?? 'Lectures',
    title: about.title ?? basename(file).replace(/\.[^.]{1,5}$/, ''),
    presetId: about.preset ?? DEFAULT_PRESET,
    createdAt: tools.now().toISOString(),
  };
}

async function takeIn(file: string, lecture: LectureFacts, tools: Tools): Promise<Partial<Materials>> {
  const { content, kind, format, mediaType } = await sniffStream(createReadStream(file));
  const { key, bytes, sha256 } = await tools.storage.put(recordingKey(lecture.id), content);
  return { recording: { kind, format, mediaType, fileName: basename(file), bytes, sha256, objectKey: key } };
}

async function runOne(
  stage: Stage,
  lecture: LectureFacts,
  materials: Partial<Materials>,
  tools: Tools,
  terminal: Terminal,
  signal: AbortSignal,
) {
  try {
    return await stage.run(lecture, materials as Materials, tools, {
      signal,
      tryId: tools.newId(),
      progress: (done, total) => terminal.bar(stage.name, done, total, stage.unit),
      countItems: () => undefined,
    });
  } finally {
    terminal.clear();
  }
}
