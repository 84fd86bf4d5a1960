import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import { inheritIds } from '@pegasus/core/artifacts/inherit-ids.ts';
import { artifactType } from '@pegasus/core/artifacts/registry.ts';
import { enforce } from '@pegasus/core/grounding/enforce.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import { type ConceptChange, mentionsOf } from '@pegasus/core/threads/mentions.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { defineStage } from './define.ts';

/** Makes artifacts. Whatever the generator offers passes the same quality rules before it is stored. */
export const generate = defineStage({
  name: 'generate',
  needs: ['transcript', 'earlierArtifacts', 'earlierConcepts'],
  makes: ['artifacts', 'mentions'],
  unit: 'items',
  // A language model on a CPU works for hours on what the embedded generator does in a second.
  deadlineSeconds: () => 4 * 3600,
  async run(
    lecture,
    { transcript, earlierArtifacts, earlierConcepts },
    { language, now, newId },
    { signal, progress, countItems, report },
  ) {
    const preset = presetById(lecture.presetId);
    const { courseName, title: lectureTitle } = lecture;
    const draft = await language.generate(
      { transcript, preset, courseName, lectureTitle, earlier: earlierConcepts },
      { signal, onProgress: progress, ...(report ? { report } : {}) },
    );
    signal.throwIfAborted();
    const { bodies: kept, reports, thin } = enforce(draft.bodies, { transcript, preset });
    const earlier = Object.fromEntries(earlierArtifacts.map(({ type, body }) => [type, body]));
    const bodies = inheritIds(kept, earlier);
    const createdAt = now().toISOString();
    const artifacts = preset.artifacts.flatMap((name): Artifact[] => {
      const body = bodies[name];
      const report = reports[name];
      if (report) {
        countItems(name, 'kept', report.kept);
        countItems(name, 'repaired', report.repaired);
        countItems(name, 'dropped', report.offered - report.kept);
      }
      if (!body || !report) return [];
      return [
        {
          id: newId(),
          type: name,
          version: artifactType(name).version,
          lectureId: lecture.id,
          courseId: lecture.courseId,
          presetId: preset.id,
          generator: draft.generator ?? language.generator,
          createdAt,
          quality: { ...report, ...(thin ? { thin } : {}) },
          body,
        },
      ];
    });
    const found = draft.concepts ? { found: draft.concepts } : {};
    const { concepts } = mentionsOf({ transcript, bodies, ...found });
    const mentions = { concepts, changes: soundChanges(draft.changes ?? [], transcript, earlierConcepts) };
    if (!thin) return { artifacts, mentions };
    return { artifacts, mentions, held: [thin, ...draft.notes].join(' ') };
  },
});

/** A generator is not trusted: a change rests on words of this lecture, and on words that it was given of an earlier one. */
function soundChanges(
  changes: readonly ConceptChange[],
  { segments }: Pick<Transcript, 'segments'>,
  earlier: readonly EarlierConcept[],
): ConceptChange[] {
  const own = new Set(segments.map(({ id }) => id));
  return changes.filter(
    (change) =>
      change.sources.every((id) => own.has(id)) &&
      earlier.some(
        ({ name, lectureId, segments: given }) =>
          name === change.name &&
          lectureId === change.earlier.lectureId &&
          change.earlier.sources.every((id) => given.some((segment) => segment.id === id)),
      ),
  );
}
