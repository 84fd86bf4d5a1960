import { randomBytes } from 'node:crypto';
import { artifactType } from '@pegasus/core/artifacts/registry.ts';
import type { Draft, GenerateContext, GenerateRequest, LanguageProvider } from './define.ts';
import { assemble } from './language-model/assemble/bodies.ts';
import { openBudget } from './language-model/budget.ts';
import type { LanguageTools } from './language-model/call.ts';
import { findChanges } from './language-model/changes.ts';
import { type LanguageSettings, readAccess } from './language-model/settings.ts';
import { VENDORS, type VendorName } from './language-model/vendors.ts';
import { workLecture } from './language-model/work-lecture.ts';

/** Raised whenever the same replies would give other items, or the same lecture another question. */
const VERSION = '1.1.0';

/**
 * A language model at a vendor. The lecture is worked through by chapter within the limits of the settings;
 * the transcript is data to it, and every item cites words that stand in it.
 */
export function createLanguageModel(
  provider: VendorName,
  settings?: LanguageSettings,
  tools: LanguageTools = {},
): LanguageProvider {
  const vendor = VENDORS[provider];
  const model = settings?.languageModel;
  return {
    generator: { name: provider, version: VERSION, ...(model ? { model } : {}) },
    async check() {
      readAccess(settings, vendor);
    },
    async generate(request, context) {
      context.signal.throwIfAborted();
      const access = readAccess(settings, vendor);
      if (!settings) throw new Error('Access was read from no settings.');
      const budget = openBudget(settings);
      const line = { provider, model: await vendor.open(access), vendor, settings, budget, tools };
      return work(line, request, context);
    },
    async close() {},
  };
}

async function work(
  line: Parameters<typeof workLecture>[0]['line'],
  { transcript, preset, courseName, lectureTitle, earlier = [] }: GenerateRequest,
  { signal, onProgress, report = () => undefined }: GenerateContext,
): Promise<Draft> {
  const boundary = (line.tools.newBoundary ?? (() => randomBytes(9).toString('hex')))();
  const setting = { courseName, lectureTitle, language: transcript.language, boundary };
  const { worked, unfounded } = await workLecture({ line, setting, transcript, preset, signal, onProgress });
  const notes: string[] = [];
  if (worked.length === 0) notes.push('The transcript holds no words.');
  if (unfounded > 0) {
    notes.push(`${unfounded} items were left out because they cited nothing that was said.`);
  }
  const bodies = assemble(worked, preset, transcript.segments);
  const cited = new Set(
    preset.artifacts.flatMap((name) => {
      const body = bodies[name];
      return body === undefined
        ? []
        : artifactType(name)
            .items(body)
            .flatMap(({ sources }) => sources);
    }),
  );
  const { changes, unfounded: unsound } = await findChanges({
    line,
    setting,
    transcript,
    preset,
    earlier,
    cited,
    signal,
    report,
  });
  if (unsound > 0) {
    notes.push(
      `${unsound} changes of concepts were left out because the words of both lectures did not carry them.`,
    );
  }
  return { bodies, changes, notes };
}
