import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import type { ExportFile } from '@pegasus/core/export-file.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { exportKey } from '../storage/key.ts';
import { defineStage } from './define.ts';

/** Writes every file that applies to the lecture. */
export const exportStage = defineStage({
  name: 'export',
  needs: ['transcript', 'artifacts'],
  makes: ['exports'],
  unit: 'files',
  deadlineSeconds: () => 600,
  async run(lecture, { transcript, artifacts }, { storage, exporters, newId }, { signal, tryId, progress }) {
    const preset = presetById(lecture.presetId);
    const material = {
      courseName: lecture.courseName,
      lectureTitle: lecture.title,
      lectureId: lecture.id,
      createdAt: lecture.createdAt,
      preset,
      transcript,
      artifacts: shownArtifacts(artifacts, preset, transcript),
    };
    const applying = exporters.filter((exporter) => exporter.applies(material));
    const exports: ExportFile[] = [];
    for (const exporter of applying) {
      signal.throwIfAborted();
      const file = exporter.write(material);
      const stored = await storage.put(exportKey(lecture.id, tryId, exporter.name), asStream(file.content), {
        signal,
      });
      exports.push({
        id: newId(),
        presetId: preset.id,
        exporter: exporter.name,
        fileName: file.fileName,
        mediaType: file.mediaType,
        bytes: stored.bytes,
        sha256: stored.sha256,
        objectKey: stored.key,
      });
      progress(exports.length, applying.length);
    }
    return { exports };
  },
});

async function* asStream(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  yield* content;
}
