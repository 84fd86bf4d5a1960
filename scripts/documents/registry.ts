import { artifactSchemasDocument } from './artifact-schemas.ts';
import { databaseSchemaDocument } from './database-schema.ts';
import type { Document } from './define.ts';
import { deploymentDocument } from './deployment.ts';
import { metricsDocument } from './metrics.ts';
import { openApiDocumentFile } from './openapi.ts';
import { operationsDocument } from './operations.ts';
import { personalDataDocument } from './personal-data.ts';
import { problemsDocument } from './problems.ts';
import { secretsDocument } from './secrets.ts';
import { settingsDocument } from './settings.ts';

/** Everything that is written from the code. */
export const documents: readonly Document[] = [
  problemsDocument,
  settingsDocument,
  secretsDocument,
  personalDataDocument,
  metricsDocument,
  openApiDocumentFile,
  artifactSchemasDocument,
  databaseSchemaDocument,
  operationsDocument,
  deploymentDocument,
];
