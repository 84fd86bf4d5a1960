import { openApiDocument } from '@pegasus/server/http/openapi.ts';
import { type Document, jsonText } from './define.ts';

export const OPENAPI_PATH = 'docs/api/openapi.json';

export const openApiDocumentFile: Document = {
  name: 'OpenAPI document',
  files: async () => [
    { path: OPENAPI_PATH, text: jsonText('x-generated', 'core/src/api.ts', openApiDocument()) },
  ],
};
