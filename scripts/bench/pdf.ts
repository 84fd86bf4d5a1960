import { execFileSync } from 'node:child_process';
import { artifactType } from '@pegasus/core/artifacts/registry.ts';
import { enforce } from '@pegasus/core/grounding/enforce.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { segmentsById } from '@pegasus/core/transcript.ts';
import type { ExportMaterial } from '@pegasus/server/exporters/define.ts';
import { pdf } from '@pegasus/server/exporters/pdf.ts';
import { LANGUAGE_PROVIDERS } from '@pegasus/server/language/registry.ts';
import { longTranscript } from './generation.ts';
import { median } from './product.ts';
import type { Figure } from './run.ts';

const PAGES = 100;
const RUNS = 7;
const WORDS = 20_000;

/** A guide of a hundred pages from the material of a lecture to the last byte, with the process that compiles it. */
export async function measurePdf(): Promise<Figure[]> {
  const material = await materialOf(PAGES);
  const seconds: number[] = [];
  let file = Buffer.alloc(0);
  for (let run = 0; run < RUNS; run++) {
    const begin = performance.now();
    file = await bytesOf(material);
    seconds.push((performance.now() - begin) / 1000);
  }
  return [
    {
      row: 'PDF of 100 pages',
      value: median(seconds),
      unit: 's',
      aim: '< 3',
      note: `${pagesOf(file)} pages, ${(file.length / 1e6).toFixed(1)} MB; median of ${RUNS}, ${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`,
    },
  ];
}

/** The material of a long lecture, as often as fills the pages. */
async function materialOf(pages: number): Promise<ExportMaterial> {
  const transcript = await longTranscript(WORDS);
  const preset = presetById('exam');
  const provider = LANGUAGE_PROVIDERS.extractive();
  const draft = await provider.generate(
    { transcript, preset, courseName: 'Cells', lectureTitle: 'Long' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  await provider.close();
  const { bodies } = enforce(draft.bodies, { transcript, preset });
  const segments = segmentsById(transcript);
  const lectureId = '00000000-0000-4000-9000-000000000001';
  const createdAt = '2026-11-23T10:00:00.000Z';
  const shown = preset.artifacts.flatMap((name, at) => {
    const body = bodies[name];
    if (!body) return [];
    const { title, version, blocks } = artifactType(name);
    const artifact = {
      id: `00000000-0000-4000-8000-00000000000${at}`,
      type: name,
      version,
      lectureId,
      courseId: '00000000-0000-4000-a000-000000000001',
      presetId: preset.id,
      generator: { name: 'extractive', version: '1' },
      createdAt,
      quality: { offered: 0, kept: 0, repaired: 0, dropped: {} },
      body,
    };
    return [{ artifact, title, blocks: blocks(body, { preset, segments }) }];
  });
  const material: ExportMaterial = {
    lectureId,
    createdAt,
    courseName: 'Cells',
    lectureTitle: 'The whole term',
    preset,
    transcript,
    artifacts: shown,
    momentUrl: (at) => `https://pegasus.example.org/lectures/${lectureId}?at=${Math.floor(at)}`,
  };
  for (let times = 1; ; times++) {
    const all = { ...material, artifacts: Array.from({ length: times }, () => shown).flat() };
    if (pagesOf(await bytesOf(all)) >= pages) return all;
  }
}

async function bytesOf(material: ExportMaterial): Promise<Buffer<ArrayBuffer>> {
  return Buffer.concat(await Array.fromAsync(pdf.write(material).content));
}

function pagesOf(file: Uint8Array): number {
  const facts = execFileSync('pdfinfo', ['-'], {
    input: file,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return Number(/^Pages:\s+(\d+)$/m.exec(facts)?.[1]);
}
