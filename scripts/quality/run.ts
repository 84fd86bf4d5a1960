/**
 * `npm run quality [-- --transcript FILE…] [--preset P…] [--generator NAME] [--terms FILE] [--json]`: scores
 * what a generator makes of transcripts or captions, on the path of production. Without transcripts it takes
 * those of the project, and then also compares presets with each other and all outputs with the accepted ones:
 * `--reported FILE` scores instead what students called wrong, from `pegasus reported --out FILE`;
 * `--golden` does only that (`--accepted FOLDER`: with others), and `--accept` accepts what is made now. Settings of a language model come from the environment.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { presetById, presets } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { readConfig } from '@pegasus/server/config.ts';
import { LANGUAGE_PROVIDERS, type LanguageProviderName } from '@pegasus/server/language/registry.ts';
import { acceptGolden, describeDifference, findGoldenDifferences, HOW_TO_ACCEPT } from './golden.ts';
import { joinLectures, openLecture, projectLectures } from './lectures.ts';
import { type PresetScores, produceAll, scoreAll } from './measure.ts';
import { type PresetPair, presetPairs } from './preset-pairs.ts';
import type { Production } from './produce.ts';
import { scoreReported } from './reported.ts';
import { casesOf, presetTable } from './table.ts';

const WRONG_USE = 2;
const EMBEDDED: LanguageProviderName = 'extractive';

const { values } = parseArgs({
  options: {
    transcript: { type: 'string', multiple: true },
    preset: { type: 'string', multiple: true },
    generator: { type: 'string', default: EMBEDDED },
    terms: { type: 'string' },
    json: { type: 'boolean', default: false },
    golden: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    accepted: { type: 'string' },
    reported: { type: 'string' },
  },
});

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = WRONG_USE;
}

async function run(): Promise<number> {
  const isStandard = !values.transcript && !values.preset && values.generator === EMBEDDED;
  if ((values.golden || values.accept) && !isStandard) {
    console.error(
      'The accepted outputs are those of the project’s lectures, all presets, embedded generator.',
    );
    return WRONG_USE;
  }
  if (values.reported !== undefined) return tellReported(values.reported);
  const sources = values.transcript
    ? await Promise.all(values.transcript.map(openLecture))
    : await projectLectures();
  const wanted = values.preset ? values.preset.map(presetById) : presets;
  const terms = values.terms === undefined ? {} : { terms: readTerms(await readFile(values.terms, 'utf8')) };
  const language = openGenerator(values.generator);
  const made: Production[] = [];
  const joined: Production[] = [];
  const measured: PresetScores[] = [];
  try {
    await language.check();
    for (const preset of wanted) {
      const { productions, failures } = await produceAll(sources, preset, language);
      made.push(...productions);
      if (isStandard && !values.accept) {
        const whole = await produceAll([joinLectures('all lectures as one', sources)], preset, language);
        joined.push(...whole.productions);
        failures.push(...whole.failures);
      }
      const scores = values.golden || values.accept ? [] : await scoreAll(productions, terms);
      measured.push({ preset: preset.id, scores, failures });
    }
  } finally {
    await language.close();
  }
  if (values.accept) return accept(made);
  const golden = isStandard ? await findGoldenDifferences(made, values.accepted) : undefined;
  const pairs = isStandard ? presetPairs([...made, ...joined]) : undefined;
  if (values.json) {
    const generator = language.generator;
    console.log(JSON.stringify({ generator, presets: measured, golden, pairs }, undefined, 2));
  } else {
    tell(measured, golden, pairs);
  }
  const failed = measured.some(({ failures }) => failures.length > 0);
  const alike = pairs?.some((pair) => pair.alike.length > 0);
  return failed || alike || (golden && golden.length > 0) ? 1 : 0;
}

/** Of what students called wrong: how much the generator makes still. */
async function tellReported(path: string): Promise<number> {
  const language = openGenerator(values.generator);
  try {
    const scores = await scoreReported(path, language);
    for (const { lectureId, presetId, itemId, note, stillMade } of scores) {
      console.log(`${stillMade ? '!' : ' '} ${lectureId} ${presetId} ${itemId}${note ? `: ${note}` : ''}`);
    }
    const again = scores.filter(({ stillMade }) => stillMade).length;
    console.log(`${again} of ${scores.length} reported items are made still (marked !).`);
    return again === 0 ? 0 : 1;
  } finally {
    await language.close();
  }
}

function openGenerator(name: string) {
  if (!Object.hasOwn(LANGUAGE_PROVIDERS, name)) {
    const names = Object.keys(LANGUAGE_PROVIDERS).join(', ');
    throw new Problem('setting-invalid', `There is no generator ${name}. There are: ${names}.`);
  }
  return LANGUAGE_PROVIDERS[name as LanguageProviderName](readConfig(process.env));
}

/** A term on each line. */
function readTerms(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function tell(
  measured: readonly PresetScores[],
  golden: Awaited<ReturnType<typeof findGoldenDifferences>> | undefined,
  pairs: readonly PresetPair[] | undefined,
): void {
  for (const scores of measured) {
    if (scores.scores.length + scores.failures.length === 0) continue;
    console.log(presetTable(scores));
    const cases = casesOf(scores);
    if (cases) console.log(`Falls short (marked !):\n${cases}`);
  }
  if (pairs) {
    const wrong = pairs.filter(({ alike }) => alike.length > 0);
    for (const { lecture, one, other, alike } of wrong) {
      console.log(`${lecture}: ${one} and ${other} are alike in ${alike.join(', ')}.`);
    }
    console.log(`\n${pairs.length - wrong.length} of ${pairs.length} pairs of presets differ in structure.`);
  }
  if (!golden) return;
  for (const difference of golden) console.log(`\n${describeDifference(difference)}`);
  console.log(golden.length === 0 ? 'All outputs are as accepted.' : `\n${HOW_TO_ACCEPT}`);
}

async function accept(made: readonly Production[]): Promise<number> {
  const differences = await acceptGolden(made);
  for (const { file, added, removed } of differences) {
    console.log(`${file}: ${added} lines new, ${removed} gone`);
  }
  console.log(`${made.length} outputs, ${differences.length} of them accepted anew.`);
  return 0;
}
