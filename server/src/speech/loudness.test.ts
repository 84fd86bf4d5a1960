import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amplify, GainFollower, peakGain } from './loudness.ts';

test('quiet sound is raised, loud sound and silence stay as they are', () => {
  assert.equal(peakGain(Float32Array.of(0, -0.25, 0.125)), 2);
  assert.equal(peakGain(Float32Array.of(0, 0.9)), 1);
  assert.equal(peakGain(new Float32Array(10)), 1);
  assert.deepEqual(amplify(Float32Array.of(0.25, -0.125), 2), Float32Array.of(0.5, -0.25));
});

test('there is an end to raising: the noise of a recorder is not made into speech', () => {
  assert.equal(peakGain(Float32Array.of(0.0001)), 30);
});

test('the follower gives way to loud sound at once and forgets it over minutes', () => {
  const follower = new GainFollower(1);
  const quiet = Float32Array.of(0.1);
  assert.ok(Math.abs(follower.follow(quiet) - 5) < 0.001);
  assert.equal(follower.follow(Float32Array.of(0.8)), 1);
  assert.equal(follower.follow(quiet), 1);
  let gain = 1;
  for (let second = 0; second < 300; second++) gain = follower.follow(quiet);
  assert.ok(Math.abs(gain - 5) < 0.001);
});
