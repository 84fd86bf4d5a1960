import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprintOf } from './export-material.ts';
import { hostileMaterial } from './hostile-material.ts';

/** The same data as a database gives it back that keeps the keys of an object in an order of its own. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turned(part)]),
  );
}

test('a fingerprint knows the same material again whatever the order of its keys, and no other', () => {
  const material = hostileMaterial();
  const { artifacts } = material;
  const kept = { ...material, artifacts: turned(artifacts) as typeof artifacts };
  assert.equal(fingerprintOf(kept), fingerprintOf(material));
  assert.notEqual(fingerprintOf({ ...material, lectureTitle: 'Another' }), fingerprintOf(material));
});
