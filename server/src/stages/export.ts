import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import type { ExportFile } from '@pegasus/core/export-file.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { exportMaterial, fingerprintOf } from '../exporters/export-material.ts';
import { exportKey } from '../storage/key.ts';
import { defineStage } from './define.ts';

/** Writes every file that applies to the lecture, as its preset wants it; variants wait until they are asked for. */
export const exportStage = defineStage({
  name: 'export',
  needs: ['transcript', 'artifacts', 'threads'],
  makes: ['exports'],
  unit: 'files',
  deadlineSeconds: () => 600,
  async run(lecture, { transcript, artifacts, threads }, tools, { signal, tryId, progress, report }) {
    const { storage, exporters, newId, now, publicUrl = '' } = tools;
    const preset = presetById(lecture.presetId);
    const shown = shownArtifacts(artifacts, preset, transcript);
    const material = exportMaterial({
      lecture,
      preset,
      transcript,
      artifacts: shown,
      threads,
      publicUrl,
      madeAt: now(),
    });
    const fingerprint = fingerprintOf(material);
    const applying = exporters.filter((exporter) => exporter.applies(material));
    const exports: ExportFile[] = [];
    progress(0, applying.length);
    for (const [index, exporter] of applying.entries()) {
      signal.throwIfAborted();
      const file = exporter.write(material);
      const key = exportKey(lecture.id, tryId, exporter.name);
      const stored = await storage.put(key, asStream(file.content), { signal }).catch((error: unknown) => {
        // One format that this material is too much for takes no other from the student. Asked for, it says so.
        if (!(error instanceof Problem) || error.code !== 'export-overrun') throw error;
        report?.(error);
      });
      if (stored) {
        exports.push({
          id: newId(),
          presetId: preset.id,
          exporter: exporter.name,
          fileName: file.fileName,
          mediaType: file.mediaType,
          bytes: stored.bytes,
          sha256: stored.sha256,
          objectKey: stored.key,
          fingerprint,
        });
      }
      progress(index + 1, applying.length);
    }
    return { exports };
  },
});

async function* asStream(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  yield* content;
}
