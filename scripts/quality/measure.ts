import type { Preset } from '@pegasus/core/presets/define.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type EarlierConcept, earlierConcepts } from '@pegasus/core/threads/earlier-concepts.ts';
import { weave } from '@pegasus/core/threads/weave.ts';
import type { LanguageProvider } from '@pegasus/server/language/define.ts';
import { type LectureSource, type Production, produce } from './produce.ts';
import type { Figure, Given } from './scorers/define.ts';
import { scorers } from './scorers/registry.ts';

/** What one scorer found, of one lecture or of the whole course. */
export interface Score {
  scorer: string;
  title: string;
  /** Name of the lecture; absent where the lectures together were scored. */
  lecture?: string;
  figures: Figure[];
}

/** Everything about one preset: the scores, and the lectures that gave none with their reason. */
export interface PresetScores {
  preset: string;
  scores: Score[];
  failures: { lecture: string; code: string; reason: string }[];
}

/** All lectures under one preset, in order; what failed with a Problem is told and left out. */
export async function produceAll(
  sources: readonly LectureSource[],
  preset: Preset,
  language: LanguageProvider,
): Promise<{ productions: Production[]; failures: PresetScores['failures'] }> {
  const productions: Production[] = [];
  const failures: PresetScores['failures'] = [];
  for (const [place, source] of sources.entries()) {
    try {
      const earlier = toldBefore(productions);
      productions.push(await produce(source, preset, language, { exports: ['markdown'], place, earlier }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.push({ lecture: source.name, code: error.code, reason: error.message });
    }
  }
  return { productions, failures };
}

/** What the lectures that were produced so far say of the concepts of their course. */
function toldBefore(productions: readonly Production[]): EarlierConcept[] {
  const lectures = productions.map(({ lectureId, transcript, mentions }) => ({
    lectureId,
    transcript,
    mentions,
  }));
  const told = productions.map(({ lectureId, source, transcript: { segments } }) => ({
    lectureId,
    title: source.name,
    segments,
  }));
  return earlierConcepts(weave(lectures), told);
}

export async function scoreAll(productions: readonly Production[], given: Given): Promise<Score[]> {
  const scores: Score[] = [];
  for (const scorer of scorers) {
    const { name, title } = scorer;
    if (scorer.scope === 'course') {
      scores.push({ scorer: name, title, figures: await scorer.score(productions, given) });
      continue;
    }
    for (const production of productions) {
      const figures = scorer.score(production, given);
      scores.push({ scorer: name, title, lecture: production.source.name, figures });
    }
  }
  return scores.filter(({ figures }) => figures.length > 0);
}
