import { ARTIFACT_NAMES, artifactType } from '@pegasus/core/artifacts/registry.ts';
import { z } from 'zod';
import { type Document, jsonText } from './define.ts';

/** Where the schemas of all versions stay: older ones are history and are never written again. */
export const SCHEMA_FOLDER = 'docs/schemas';

export const artifactSchemasDocument: Document = {
  name: 'artifact schemas',
  files: async () =>
    ARTIFACT_NAMES.map((name) => {
      const { title, version, body } = artifactType(name);
      const { $schema, ...schema } = z.toJSONSchema(body);
      const described = { $schema, title: `${title}, version ${version}`, ...schema };
      return {
        path: `${SCHEMA_FOLDER}/${name}.v${version}.schema.json`,
        text: jsonText('$comment', `core/src/artifacts/${name}.ts`, described),
      };
    }),
};
