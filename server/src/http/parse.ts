import type { RequestPart } from '@pegasus/core/api.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { z } from 'zod';

/**
 * Reads a part of a request with the table's schema; what the schema does not name falls away. Throws
 * Problem `request-invalid` that names every wrong field and never repeats what was in it.
 */
export function parsePart(part: RequestPart, schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => {
    return `${[part, ...path].join('.')}: ${message.replace(/\.$/, '')}.`;
  });
  throw new Problem('request-invalid', mistakes.join(' '));
}
