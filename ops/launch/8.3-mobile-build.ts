import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LaunchContext, LaunchItem } from './define.ts';

/** All that the app may ask of an Android phone, and nothing more. */
const PERMISSIONS = [
  'FOREGROUND_SERVICE',
  'FOREGROUND_SERVICE_MEDIA_PLAYBACK',
  'FOREGROUND_SERVICE_MICROPHONE',
  'INTERNET',
  'MODIFY_AUDIO_SETTINGS',
  'POST_NOTIFICATIONS',
  'RECORD_AUDIO',
];
/** The first bytes of bytecode for Hermes, which both phones run. */
const HERMES = 'c61fbc03c103191f';

export const mobileBuild: LaunchItem = {
  id: '8.3',
  title: 'Mobile build validated (bundles and configuration validated; not run on a device)',
  endpoint: 'app/app.json and the bundles of `expo export`; store build: `npm run app:store`',
  // Both bundles are made from nothing.
  minutes: 20,
  sabotages: [
    {
      breaks: 'the phone app may not record in the background',
      file: 'app/app.json',
      find: '"enableBackgroundRecording": true',
      replace: '"enableBackgroundRecording": false',
    },
    {
      breaks: 'a screen does not compile for a phone',
      file: 'app/src/components/icon.tsx',
      find: "from './icon-paths.ts'",
      replace: "from './icon-drawings.ts'",
    },
  ],
  async prove(context) {
    await proveConfiguration(context);
    await proveBundles(context);
    context.note('Bundles and configuration validated; not run on a device.');
  },
};

/** The native projects that Expo makes of our configuration, in a folder that is gone afterwards. */
async function proveConfiguration(context: LaunchContext): Promise<void> {
  const { root, scratch, note } = context;
  const folder = join(scratch, 'project', 'app');
  await mkdir(folder, { recursive: true });
  for (const file of ['app.json', 'package.json'])
    await copyFile(join(root, 'app', file), join(folder, file));
  await symlink(join(root, 'node_modules'), join(scratch, 'project', 'node_modules'));
  await runExpo(context, folder, ['prebuild', '--no-install', '--platform', 'all']);

  const manifest = await readFile(join(folder, 'android/app/src/main/AndroidManifest.xml'), 'utf8');
  const asked = [...manifest.matchAll(/<uses-permission android:name="android\.permission\.(\w+)"\/>/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(asked.sort(), PERMISSIONS, 'Android is asked for these permissions and no others.');
  const service = /<service android:name="[\w.]*AudioRecordingService"[^>]*>/.exec(manifest)?.[0] ?? '';
  assert.match(service, /foregroundServiceType="microphone"/, 'Recording goes on in a foreground service.');
  assert.match(service, /exported="false"/);
  for (const action of ['SEND', 'SEND_MULTIPLE']) {
    const filter = new RegExp(
      `<action android:name="android.intent.action.${action}"/>\\s*<data android:mimeType="audio/\\*"/>`,
    );
    assert.match(manifest, filter, `Other apps can share recordings (${action}).`);
  }
  assert.match(
    manifest,
    /android:allowBackup="false"/,
    'Nothing of the app goes into a backup of the phone.',
  );
  note(`Android: permissions ${asked.join(', ')}; microphone service; takes shared audio and video.`);

  const plist = await readFile(join(folder, 'ios/Pegasus/Info.plist'), 'utf8');
  const usages = [...plist.matchAll(/<key>(NS\w+UsageDescription)<\/key>\s*<string>([^<]*)<\/string>/g)];
  assert.deepEqual(
    usages.map(([, name]) => name),
    ['NSMicrophoneUsageDescription'],
    'iOS is asked for the microphone and for nothing else.',
  );
  assert.match(usages[0]?.[2] ?? '', /Pegasus records your lectures/, 'It says what the microphone is for.');
  assert.match(plist, /<key>UIBackgroundModes<\/key>\s*<array>\s*<string>audio<\/string>\s*<\/array>/);
  assert.match(plist, /<key>NSAllowsArbitraryLoads<\/key>\s*<false\/>/);
  const extension = await readFile(join(folder, 'ios/expo-sharing-extension/Info.plist'), 'utf8');
  assert.match(
    extension,
    /NSExtensionActivationSupportsFileWithMaxCount/,
    'Other apps can share recordings.',
  );
  note(`iOS: microphone with its reason, sound in the background, takes shared files.`);
}

async function proveBundles(context: LaunchContext): Promise<void> {
  const { root, scratch, note } = context;
  for (const platform of ['android', 'ios']) {
    const made = join(scratch, platform);
    await runExpo(context, join(root, 'app'), ['export', '--platform', platform, '--output-dir', made]);
    const files = await readdir(join(made, '_expo/static/js', platform));
    const bundle = files.find((file) => file.endsWith('.hbc'));
    assert.ok(bundle, `There is a bundle for ${platform}.`);
    const content = await readFile(join(made, '_expo/static/js', platform, bundle));
    assert.equal(content.subarray(0, 8).toString('hex'), HERMES, 'It is bytecode for Hermes.');
    assert.ok(content.includes('How do you want to revise?'), 'It holds our screens.');
    note(`${platform}: ${bundle}, ${content.length} bytes of Hermes bytecode.`);
  }
}

async function runExpo(
  { root, signal }: LaunchContext,
  cwd: string,
  words: readonly string[],
): Promise<void> {
  const expo = createRequire(join(root, 'app/package.json')).resolve('expo/bin/cli');
  const child = spawn(process.execPath, [expo, ...words], {
    cwd,
    env: { ...process.env, CI: '1', EXPO_NO_TELEMETRY: '1', EXPO_OFFLINE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-3000);
    });
  }
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  assert.equal(code, 0, `expo ${words.join(' ')} failed:\n${output}`);
}
