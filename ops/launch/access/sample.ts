/** As much of a JSON Schema as the document of our own endpoints uses. */
export interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  $ref?: string;
}

const BY_NAME: Record<string, unknown> = {
  preset: 'exam',
  field: 'text',
  password: 'nine grey ships under paper',
};
const BY_FORMAT: Record<string, string> = {
  uuid: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  email: 'nobody@example.org',
  'date-time': '2026-11-25T12:00:00.000Z',
  date: '2026-11-25',
  time: '12:00:00',
  uri: 'https://example.org/',
};

/** The least that fits a schema: only what must be there, each in its simplest form. */
export function sampleOf(schema: Schema, schemas: Record<string, Schema>, name = ''): unknown {
  if (schema.$ref) return sampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (name in BY_NAME && type === 'string') return BY_NAME[name];
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (first) return sampleOf(first, schemas, name);
  if (type === 'object') {
    const required = schema.required ?? [];
    const properties = Object.entries(schema.properties ?? {}).filter(([key]) => required.includes(key));
    return Object.fromEntries(properties.map(([key, property]) => [key, sampleOf(property, schemas, key)]));
  }
  if (type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, schemas, name));
  if (type === 'integer' || type === 'number') return schema.minimum ?? 0;
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  return BY_FORMAT[schema.format ?? ''] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 1));
}
