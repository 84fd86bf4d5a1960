import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import type { Draft, LanguageProvider } from '../define.ts';

/** What another generator can make good. A wrong setting or a cancelled lecture is neither. */
const MADE_GOOD: ReadonlySet<ProblemCode> = new Set([
  'language-failed',
  'language-unavailable',
  'language-refused',
  'language-limit',
]);

/**
 * A generator, and another one that takes its place for a lecture when it fails. What the other one made says
 * so in its provenance and its notes.
 */
export function inPlaceOf(first: LanguageProvider, other: LanguageProvider): LanguageProvider {
  return {
    generator: first.generator,
    async check() {
      await first.check();
      await other.check();
    },
    async generate(request, context) {
      let before = 0;
      const counted = (done: number, total: number) => {
        before = done;
        context.onProgress(done, total);
      };
      try {
        return await first.generate(request, { ...context, onProgress: counted });
      } catch (error) {
        if (context.signal.aborted || !(error instanceof Problem) || !MADE_GOOD.has(error.code)) throw error;
        const onProgress = (done: number, total: number) => context.onProgress(before + done, before + total);
        const draft = await other.generate(request, { ...context, onProgress });
        return withProvenance(draft, first, other, error.code);
      }
    },
    async close() {
      await first.close();
      await other.close();
    },
  };
}

function withProvenance(
  { notes, ...made }: Draft,
  { generator: first }: LanguageProvider,
  { generator: other }: LanguageProvider,
  code: ProblemCode,
): Draft {
  const note = `${first.name} failed with ${code}, and ${other.name} took its place.`;
  return {
    ...made,
    notes: [note, ...notes],
    generator: {
      ...other,
      name: `${other.name} in place of ${first.name}`,
      version: `${other.version} in place of ${first.version}`,
      ...(first.model ? { model: first.model } : {}),
    },
  };
}
