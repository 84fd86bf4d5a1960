import type { ArtifactType, Item, QualityReport } from '../artifacts/define.ts';
import { type ArtifactName, artifactType, type Bodies, isArtifactName } from '../artifacts/registry.ts';
import type { Preset } from '../presets/define.ts';
import { Problem } from '../problem.ts';
import { type Transcript, wordCount } from '../transcript.ts';
import { findSurplus } from './counts.ts';
import { withDistinctIds } from './distinct-ids.ts';
import { findDuplicates } from './duplicates.ts';
import { type LectureReading, readLecture } from './lecture-reading.ts';
import { reviewItem } from './review.ts';
import { isRevisable, whyArtifactThin, whyThin } from './thinness.ts';

export interface Enforced {
  /** What passed. A type of which nothing is left, not even a note, is absent. */
  bodies: Bodies;
  /** A report for every artifact that was offered. */
  reports: Partial<Record<ArtifactName, QualityReport>>;
  /** Why all of it together is too little to be exported silently. */
  thin: string | undefined;
}

interface Kept {
  body: unknown;
  report: QualityReport;
  revisable: number;
}

/**
 * The quality rules, in one place, for whatever a generator offers: parses every body, judges every item,
 * mends or drops what fails, removes what is said twice or too much, and counts all of it.
 * Throws Problem `language-failed` where a body does not have the form of its artifact.
 */
export function enforce(
  offered: Bodies,
  { transcript, preset }: { transcript: Pick<Transcript, 'segments'>; preset: Preset },
): Enforced {
  const lecture = readLecture(transcript);
  const bodies: Record<string, unknown> = {};
  const reports: Enforced['reports'] = {};
  let revisable = 0;
  for (const [name, body] of Object.entries(offered)) {
    if (body === undefined) continue;
    if (!isArtifactName(name)) throw new Problem('language-failed', `There is no artifact «${name}».`);
    const kept = enforceBody(name, body, lecture, preset);
    reports[name] = kept.report;
    revisable += kept.revisable;
    if (saysSomething(name, kept, lecture, preset)) bodies[name] = kept.body;
  }
  const thin = whyThin(wordCount(transcript), revisable, preset);
  // Every body was parsed by the schema of its own name.
  return { bodies: bodies as Bodies, reports, thin };
}

function enforceBody(name: ArtifactName, offered: unknown, lecture: LectureReading, preset: Preset): Kept {
  const type = artifactType(name);
  const body = withDistinctIds(parseBody(type, offered, 'was offered'));
  const items = type.items(body);
  const dropped: Record<string, number> = {};
  const drop = (rule: string) => {
    dropped[rule] = (dropped[rule] ?? 0) + 1;
  };
  const passed: (Item & { support: number })[] = [];
  const moved = new Map<string, string[]>();
  const isWanted = preset.artifacts.includes(name);
  for (const item of items) {
    const review = isWanted ? reviewItem(item, lecture, preset) : undefined;
    if (!review) drop('preset-fit');
    else if (review.verdict === 'dropped') drop(review.rule);
    else passed.push({ ...item, support: review.support });
    if (review?.verdict === 'repaired') moved.set(item.id, review.sources);
  }
  const duplicates = findDuplicates(passed, lecture);
  const single = passed.filter(({ id }) => !duplicates.has(id));
  const surplus = findSurplus(single, name, preset);
  for (let count = single.length; count < passed.length; count++) drop('duplicate');
  for (let count = 0; count < surplus.size; count++) drop('count');

  const ids = new Set(single.map(({ id }) => id).filter((id) => !surplus.has(id)));
  const kept = parseBody(type, type.keep(type.resource(body, moved), ids), 'was kept');
  const left = type.items(kept);
  // A relation goes with its concept, so what is left may be less than what passed.
  for (let count = left.length; count < ids.size; count++) drop('orphan');
  return {
    body: kept,
    report: reportOf(items.length, left, passed, moved, dropped, name, preset),
    revisable: left.filter(isRevisable).length,
  };
}

function reportOf(
  offered: number,
  left: readonly Item[],
  passed: readonly { id: string; support: number }[],
  moved: ReadonlyMap<string, string[]>,
  dropped: Record<string, number>,
  name: ArtifactName,
  preset: Preset,
): QualityReport {
  const supports = new Map(passed.map(({ id, support }) => [id, support]));
  const shares = left.map(({ id }) => supports.get(id) ?? 0);
  const report: QualityReport = {
    offered,
    kept: left.length,
    repaired: left.filter(({ id }) => moved.has(id)).length,
    dropped,
  };
  if (shares.length > 0) {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    report.support = { lowest: Math.min(...shares), mean };
  }
  const thin = whyArtifactThin(name, report, preset);
  if (thin !== undefined) report.thin = thin;
  return report;
}

/** An artifact without items is kept only if it still tells the student that nothing was found. */
function saysSomething(
  name: ArtifactName,
  { body, report }: Kept,
  lecture: LectureReading,
  preset: Preset,
): boolean {
  if (report.kept > 0) return true;
  if (!preset.artifacts.includes(name)) return false;
  const segments = new Map(lecture.segments.map((segment) => [segment.id, segment]));
  return artifactType(name)
    .blocks(body, { preset, segments })
    .some(({ kind }) => kind === 'note');
}

function parseBody(type: ArtifactType, body: unknown, moment: string): unknown {
  const parsed = type.body.safeParse(body);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 3).map(({ path }) => path.join('.') || 'its root');
  throw new Problem(
    'language-failed',
    `The ${type.title.toLowerCase()} that ${moment} is not in the expected form at ${places.join(', ')}.`,
  );
}
