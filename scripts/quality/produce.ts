import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShownArtifact } from '@pegasus/core/answers.ts';
import type { Artifact, Item, QualityReport } from '@pegasus/core/artifacts/define.ts';
import {
  ARTIFACT_NAMES,
  type ArtifactName,
  artifactType,
  type Bodies,
  isArtifactName,
} from '@pegasus/core/artifacts/registry.ts';
import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { enforce } from '@pegasus/core/grounding/enforce.ts';
import type { Materials } from '@pegasus/core/materials.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { STAGES } from '@pegasus/core/stage-run.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import type { Mentions } from '@pegasus/core/threads/mentions.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { parseCaptions, recognizeCaptions } from '@pegasus/server/captions/registry.ts';
import { exporters } from '@pegasus/server/exporters/registry.ts';
import type { Draft, LanguageProvider } from '@pegasus/server/language/define.ts';
import type { Tools } from '@pegasus/server/stages/define.ts';
import { stageByName } from '@pegasus/server/stages/registry.ts';
import { recordingKey } from '@pegasus/server/storage/key.ts';
import { storages } from '@pegasus/server/storage/registry.ts';
import { countingIds, FIXED_DATE } from './fixed.ts';

/** A transcript or caption file as it would be handed in. */
export interface LectureSource {
  /** Such as `cells-1-membranes`: in tables, in names of golden outputs and in lists of threads. */
  name: string;
  bytes: Uint8Array;
  /** Items written by hand, of which each follows from the lecture. */
  goodItems?: readonly Item[];
}

/** An item that was kept, with the artifact that it stands in. */
export interface MadeItem extends Item {
  artifact: ArtifactName;
}

/** All that the pipeline made of one lecture under one preset, and what it was offered before the rules. */
export interface Production {
  source: LectureSource;
  preset: Preset;
  lectureId: string;
  transcript: Transcript;
  draft: Draft;
  /** Of every artifact that was offered, also of those of which nothing was left. */
  reports: Partial<Record<ArtifactName, QualityReport>>;
  artifacts: Artifact[];
  /** The lecture's part in the threads of its course. */
  mentions: Mentions;
  items: MadeItem[];
  shown: ShownArtifact[];
  /** Why the lecture is thin; nothing is exported then. */
  held: string | undefined;
  /** Texts of the exported files by the exporter's name. */
  files: ReadonlyMap<string, string>;
}

export interface ProduceOptions {
  /** Names of the exporters that write; all of them when absent. */
  exports?: readonly string[] | undefined;
  /** Which lecture of the course it is, for ids that differ and stay. */
  place?: number;
  /** What the lectures before it say of the concepts of the course. */
  earlier?: readonly EarlierConcept[];
}

/**
 * Runs the stages of the server on a transcript, with fixed ids and a fixed date, so that the same code gives
 * the same bytes. Throws whatever Problem a stage throws.
 */
export async function produce(
  source: LectureSource,
  preset: Preset,
  language: LanguageProvider,
  { exports, place = 0, earlier = [] }: ProduceOptions = {},
): Promise<Production> {
  const scratch = await mkdtemp(join(tmpdir(), 'pegasus-quality-'));
  try {
    const kept: { draft?: Draft } = {};
    const tools = toolsFor(scratch, remember(language, kept), exports, place);
    const { materials, lectureId, held } = await runStages(source, preset, tools, earlier);
    const { transcript, artifacts = [], mentions } = materials;
    if (!transcript || !mentions || !kept.draft) {
      throw new Problem('internal', 'The stages gave no transcript, mentions or draft.');
    }
    return {
      source,
      preset,
      lectureId,
      transcript,
      draft: kept.draft,
      reports: enforce(kept.draft.bodies, { transcript, preset }).reports,
      artifacts,
      mentions,
      items: artifacts.flatMap(itemsOf),
      shown: shownArtifacts(artifacts, preset, transcript),
      held,
      files: await readFiles(materials.exports ?? [], tools),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The same generator; what it offers is also kept, because the stage gives back only what passed. */
function remember(language: LanguageProvider, kept: { draft?: Draft }): LanguageProvider {
  return {
    generator: language.generator,
    check: () => language.check(),
    close: async () => {},
    generate: async (request, context) => {
      kept.draft = await language.generate(request, context);
      return kept.draft;
    },
  };
}

function toolsFor(
  scratch: string,
  language: LanguageProvider,
  exports: readonly string[] | undefined,
  place: number,
): Tools {
  const noSound = (): never => {
    throw new Problem('internal', 'A transcript has no sound.');
  };
  return {
    storage: storages.filesystem(scratch),
    parseCaptions,
    decoder: { name: 'none', available: noSound, decode: noSound, decodeStream: noSound },
    speech: {
      name: 'none',
      check: noSound,
      transcribe: noSound,
      provenance: noSound,
      close: async () => {},
    },
    language,
    exporters: exporters.filter(({ name }) => !exports || exports.includes(name)),
    limits: { maxSeconds: 24 * 3600 },
    now: () => FIXED_DATE,
    newId: countingIds(place),
  };
}

async function runStages(
  source: LectureSource,
  preset: Preset,
  tools: Tools,
  earlier: readonly EarlierConcept[],
) {
  const lecture = {
    id: tools.newId(),
    ownerId: tools.newId(),
    courseId: tools.newId(),
    courseName: 'Course',
    title: source.name,
    presetId: preset.id,
    createdAt: tools.now().toISOString(),
  };
  let materials: Partial<Materials> = {
    recording: await takeIn(source, lecture.id, tools),
    earlierArtifacts: [],
    earlierConcepts: [...earlier],
    threads: [],
  };
  let held: string | undefined;
  for (const stage of STAGES.map(stageByName)) {
    const { held: reason, ...made } = await stage.run(lecture, materials as Materials, tools, {
      signal: new AbortController().signal,
      tryId: tools.newId(),
      progress: () => undefined,
      countItems: () => undefined,
    });
    materials = { ...materials, ...made };
    held = reason;
    if (held !== undefined) break;
  }
  return { materials, lectureId: lecture.id, held };
}

async function takeIn(
  { name, bytes }: LectureSource,
  lectureId: string,
  { storage }: Tools,
): Promise<Materials['recording']> {
  const format = recognizeCaptions(bytes);
  if (!format) throw new Problem('recording-type-unsupported', `${name} is no transcript and no captions.`);
  const content = async function* () {
    yield bytes;
  };
  const stored = await storage.put(recordingKey(lectureId), content());
  return {
    kind: 'captions',
    format: format.name,
    mediaType: format.mediaType,
    fileName: name,
    bytes: stored.bytes,
    sha256: stored.sha256,
    objectKey: stored.key,
  };
}

function itemsOf({ type, body }: Artifact): MadeItem[] {
  if (!isArtifactName(type)) return [];
  const { items, body: schema } = artifactType(type);
  return items(schema.parse(body)).map((item) => ({ ...item, artifact: type }));
}

async function readFiles(files: Materials['exports'], { storage }: Tools): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { exporter, objectKey } of files) {
    const bytes = Buffer.concat(await Array.fromAsync(storage.get(objectKey)));
    texts.set(exporter, bytes.toString('utf8'));
  }
  return texts;
}

/** The kept bodies by artifact type, as the artifacts hold them. */
export function bodiesOf({ artifacts }: Pick<Production, 'artifacts'>): Bodies {
  const bodies = artifacts
    .filter(({ type }) => (ARTIFACT_NAMES as string[]).includes(type))
    .map(({ type, body }) => [type, body]);
  // Every body was parsed by the schema of its own name when it was kept.
  return Object.fromEntries(bodies) as Bodies;
}
