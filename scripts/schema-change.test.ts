import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { breakingChanges } from './schema-change.ts';
import { findDrift } from './schema-drift.ts';

const Card = z.object({ id: z.string().min(1), tags: z.array(z.string()), level: z.enum(['a', 'b']) });
const before = z.object({ cards: z.array(Card), title: z.string().optional() });
// JSON in and out: what is compared is what stands in the files.
const json = (schema: z.ZodType) => JSON.parse(JSON.stringify(z.toJSONSchema(schema)));
const changes = (after: z.ZodType) => breakingChanges(json(before), json(after));

test('the same schema has not changed, whatever it is called', () => {
  assert.deepEqual(changes(before), []);
  assert.deepEqual(changes(before.meta({ title: 'Cards', description: 'New words.' })), []);
});

test('a new optional property breaks nothing, at any depth', () => {
  assert.deepEqual(changes(before.extend({ hint: z.string().optional() })), []);
  const deeper = before.extend({ cards: z.array(Card.extend({ hint: z.string().optional() })) });
  assert.deepEqual(changes(deeper), []);
});

const breaking: [string, z.ZodType, RegExp][] = [
  ['a new required property', before.extend({ hint: z.string() }), /\/hint: is new and must be there/],
  ['a property that is gone', before.omit({ title: true }), /\/title: is gone/],
  ['a property that must now be there', before.required(), /\/title: must now be there/],
  ['a property that may now be missing', before.partial(), /\/cards: may now be missing/],
  ['another type', before.extend({ title: z.number().optional() }), /\/title\/type: "string" → "number"/],
  [
    'a tightened rule',
    before.extend({ title: z.string().min(1).optional() }),
    /\/title\/minLength: is new: 1/,
  ],
  [
    'a loosened rule deep inside',
    before.extend({ cards: z.array(Card.extend({ id: z.string() })) }),
    /\/cards\/items\/id\/minLength: is gone: 1/,
  ],
  [
    'a new value of an enumeration',
    before.extend({ cards: z.array(Card.extend({ level: z.enum(['a', 'b', 'c']) })) }),
    /\/cards\/items\/level\/enum: \["a","b"\] → \["a","b","c"\]/,
  ],
];

for (const [what, after, message] of breaking) {
  test(`it is told: ${what}`, () => {
    const found = changes(after);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', message);
  });
}

test('another member of a union and a change behind a reference are told', () => {
  const union = (...forms: string[]) =>
    z.discriminatedUnion('form', forms.map((form) => z.object({ form: z.literal(form) })) as never);
  assert.match(breakingChanges(json(union('a', 'b')), json(union('a', 'b', 'c')))[0] ?? '', /2 → 3 entries/);
  const tree = (name: z.ZodType) => {
    const Node: z.ZodType = z.object({ name, children: z.lazy(() => z.array(Node)) });
    return json(z.object({ root: Node }));
  };
  assert.match(breakingChanges(tree(z.string()), tree(z.number()))[0] ?? '', /\$defs\/__schema0\/name\/type/);
});

test('a schema is held against every earlier state that knows its file', async () => {
  const text = (schema: z.ZodType) => JSON.stringify(z.toJSONSchema(schema));
  const files = [
    { path: 'a.v1.schema.json', text: text(before.required()) },
    { path: 'b.v1.schema.json', text: text(before) },
  ];
  const drifts = await findDrift(files, [
    { name: 'kept', read: async () => text(before) },
    { name: 'release', read: async (path) => (path.startsWith('a') ? text(before.required()) : undefined) },
  ]);
  assert.deepEqual(
    drifts.map(({ path, base }) => `${path} ${base}`),
    ['a.v1.schema.json kept'],
  );
});
