import { openApiDocument } from '@pegasus/server/http/openapi.ts';
import { type Document, jsonText } from './define.ts';

export const openApiDocumentFile: Document = {
  name: 'OpenAPI document',
  files: async () => [
    { path: 'docs/api/openapi.json', text: jsonText('x-generated', 'core/src/api.ts', openApiDocument()) },
  ],
};
