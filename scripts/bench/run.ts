/**
 * `npm run bench [-- --speech FOLDER] [--minutes N] [--stored N] [--lectures N] [--only ROW…]`: how fast, how well and with how much memory, measured
 * through the product as a user runs it. FOLDER holds clips and a `manifest.json` of `{ file, text }`; without
 * it the sample lecture stands in. Prints a table; `--json` prints the figures.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureApp } from './app.ts';
import { measureArchive } from './archive.ts';
import { readClips } from './clips.ts';
import { measureGeneration } from './generation.ts';
import { measureLongLecture } from './long-lecture.ts';
import { measurePdf } from './pdf.ts';
import { measureEmbeddedSearch, measureSearch } from './search.ts';
import { measureStart } from './start.ts';
import { measureStopReady } from './stop-ready.ts';
import { measureStored } from './stored.ts';
import { measureWords } from './words.ts';
import { measureWorkers } from './workers.ts';

/** One measured figure beside what it should reach. */
export interface Figure {
  row: string;
  value: number;
  unit: string;
  /** Such as `<= 3.5`; absent where nothing was promised. */
  aim?: string;
  note?: string;
}

const { values } = parseArgs({
  options: {
    speech: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    lectures: { type: 'string', default: '10000' },
    stored: { type: 'string', default: '100000' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
});
const scratch = await mkdtemp(join(tmpdir(), 'pegasus-bench-'));
try {
  const clips = await readClips(values.speech);
  const rows: Record<string, () => Promise<Figure[]>> = {
    start: () => measureStart(scratch),
    generation: () => measureGeneration(),
    words: () => measureWords(clips, scratch),
    pdf: () => measurePdf(),
    archive: () => measureArchive(),
    search: () => measureSearch(Number(values.lectures)),
    'search-embedded': () => measureEmbeddedSearch(Number(values.lectures), scratch),
    'stop-ready': () => measureStopReady(clips, Number(values.minutes), scratch),
    stored: () => measureStored(Number(values.stored)),
    workers: () => measureWorkers(),
    app: () => measureApp(scratch),
    'long-lecture': () => measureLongLecture(clips, Number(values.minutes), scratch),
  };
  const wanted = Object.entries(rows).filter(([name]) => !values.only || values.only.includes(name));
  const figures: Figure[] = [];
  for (const [name, measure] of wanted) {
    process.stderr.write(`measuring ${name} …\n`);
    figures.push(...(await measure()));
  }
  if (values.json) console.log(JSON.stringify({ cores: cpus().length, figures }, null, 2));
  else print(figures);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function print(figures: Figure[]): void {
  console.log(`\n${cpus().length} cores, Node.js ${process.versions.node}\n`);
  for (const { row, value, unit, aim, note } of figures) {
    const figure = `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`;
    console.log(
      `${row.padEnd(44)}${figure.padStart(16)}  ${(aim ?? '').padEnd(10)}${note ? `  ${note}` : ''}`,
    );
  }
}
