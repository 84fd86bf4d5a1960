import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFiles, ROOT, readText } from './project-files.ts';

const { REACT_NATIVE } = createRequire(import.meta.url)(join(ROOT, 'app/metro-left-out.js')) as {
  REACT_NATIVE: readonly string[];
};

test('no file of the app uses a part of React Native that the web is built without', async () => {
  const paths = await findFiles(ROOT, ['app/src'], /\.tsx?$/);
  assert.ok(paths.length > 50);
  for (const path of paths) {
    const text = (await readText(ROOT, path)) ?? '';
    for (const [, names = ''] of text.matchAll(/import \{([^}]*)\} from 'react-native'/g)) {
      const used = names.split(',').map((name) =>
        name
          .trim()
          .split(' as ')[0]
          ?.replace(/^type /, ''),
      );
      const missing = used.filter((name) => name !== undefined && REACT_NATIVE.includes(name));
      assert.deepEqual(missing, [], `${path}: take it off the list in app/metro-left-out.js`);
    }
  }
});
