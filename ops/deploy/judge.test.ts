import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeFiles } from './judge.ts';
import { deployFiles } from './registry.ts';

const spoilt = (path: string, find: string | RegExp, replace: string) =>
  deployFiles().map((file) => {
    if (file.path !== path) return file;
    assert.notEqual(file.text.replace(find, replace), file.text, 'Nothing was spoilt.');
    return { ...file, text: file.text.replace(find, replace) };
  });

describe('the files of the platforms', () => {
  test('are what their platforms take, with the thresholds of the one source', () => {
    assert.equal(judgeFiles(deployFiles()).length, 5);
  });

  for (const [what, path, find, replace, says] of [
    [
      'a probe of its own',
      'deploy/kubernetes/api.yaml',
      'periodSeconds: 10',
      'periodSeconds: 11',
      /threshold/,
    ],
    [
      'a field that Kubernetes does not know',
      'deploy/kubernetes/worker.yaml',
      'replicas: 2',
      'replicas: two',
      /Deployment/,
    ],
    ['an image that runs as root', 'deploy/Dockerfile', /USER .*/, 'USER 0:0', /root/],
    ['a container file that cannot be read', 'deploy/Dockerfile', 'EXPOSE 4600', 'EXPOSE forty', /linter/],
    [
      'a container that can write to itself',
      'deploy/compose.yaml',
      'read_only: true',
      'read_only: false',
      /write/,
    ],
    [
      'a manifest that nobody names',
      'deploy/kubernetes/kustomization.yaml',
      '  - network.yaml\n',
      '',
      /other files/,
    ],
    [
      'a unit that is killed while it drains',
      'deploy/systemd/pegasus-api.service',
      'TimeoutStopSec=',
      'TimeoutStopSec=1',
      /TimeoutStop/,
    ],
    [
      'a proxy that asks too seldom',
      'deploy/Caddyfile',
      'health_interval 3s',
      'health_interval 30s',
      /threshold/,
    ],
  ] as const) {
    test(`are refused with ${what}`, () => {
      assert.throws(() => judgeFiles(spoilt(path, find, replace)), says);
    });
  }
});
