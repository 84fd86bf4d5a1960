import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { neededBy } from './installed-packages.ts';

describe('the packages of a release', () => {
  const packages = {
    '': {},
    server: { dependencies: { core: '1', web: '1' }, optionalDependencies: { media: '1' } },
    core: { dependencies: { schema: '1' } },
    app: { dependencies: { screen: '1' } },
    'node_modules/core': { link: true, resolved: 'core' },
    'node_modules/schema': {},
    'node_modules/web': {
      dependencies: { bytes: '1' },
      peerDependencies: { schema: '1', screen: '1' },
      peerDependenciesMeta: { screen: { optional: true } },
    },
    'node_modules/web/node_modules/bytes': {},
    'node_modules/bytes': {},
    'node_modules/media': { dependencies: { bytes: '1' } },
    'node_modules/screen': {},
  };

  test('are what server and core come to need, each where Node.js would find it', () => {
    assert.deepEqual([...neededBy(packages, ['server', 'core']).keys()].sort(), [
      'node_modules/bytes',
      'node_modules/media',
      'node_modules/schema',
      'node_modules/web',
      'node_modules/web/node_modules/bytes',
    ]);
  });

  test('may be missing only when everything can do without them', () => {
    const needed = neededBy(packages, ['server', 'core']);
    assert.equal(needed.get('node_modules/media'), true);
    assert.equal(needed.get('node_modules/bytes'), true);
    assert.equal(needed.get('node_modules/web/node_modules/bytes'), false);
    assert.throws(() => neededBy({ server: { dependencies: { gone: '1' } } }, ['server']), /needs gone/);
  });
});
