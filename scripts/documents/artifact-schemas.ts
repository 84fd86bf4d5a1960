import { CheckedLectureFile } from '@pegasus/core/artifacts/checked-artifact.ts';
import { ARTIFACT_NAMES, artifactType } from '@pegasus/core/artifacts/registry.ts';
import { LECTURE_FILE_VERSION } from '@pegasus/core/lecture-file.ts';
import { z } from 'zod';
import { type Document, type GeneratedFile, jsonText } from './define.ts';

/** Where the schemas of all versions stay: older ones are history and are never written again. */
export const SCHEMA_FOLDER = 'docs/schemas';

/** Where a lecture in one file has its schema. */
export const LECTURE_FILE_SCHEMA = `${SCHEMA_FOLDER}/lecture-file.v${LECTURE_FILE_VERSION}.schema.json`;

export const artifactSchemasDocument: Document = {
  name: 'artifact schemas',
  files: async () => [
    ...ARTIFACT_NAMES.map((name) => {
      const { title, version, body } = artifactType(name);
      const path = `${SCHEMA_FOLDER}/${name}.v${version}.schema.json`;
      return schemaFile(path, `core/src/artifacts/${name}.ts`, `${title}, version ${version}`, body);
    }),
    schemaFile(
      LECTURE_FILE_SCHEMA,
      'core/src/lecture-file.ts',
      `A lecture in one file, version ${LECTURE_FILE_VERSION}`,
      CheckedLectureFile,
    ),
  ],
};

function schemaFile(path: string, source: string, title: string, type: z.ZodType): GeneratedFile {
  const { $schema, ...schema } = z.toJSONSchema(type);
  return { path, text: jsonText('$comment', source, { $schema, title, ...schema }) };
}
