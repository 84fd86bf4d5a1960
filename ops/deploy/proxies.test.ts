import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { moreThan } from './proxies.ts';

describe('a length that a proxy refuses', () => {
  for (const megabytes of [1, 99, 4097, 9999])
    test(`is more than ${megabytes} MB, whole megabytes taken`, () => {
      const refused = new RegExp(moreThan(megabytes));
      const bytes = megabytes * 1_000_000;
      for (const allowed of [0, 3, 999_999, bytes - 1, bytes]) assert.doesNotMatch(String(allowed), refused);
      for (const large of [bytes + 1_000_000, bytes + 5_000_000, bytes * 2, bytes * 10, bytes * 1000])
        assert.match(String(large), refused);
    });
});
