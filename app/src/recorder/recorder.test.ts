import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppState, Platform } from 'react-native';
import { phoneFiles } from '../testing/phone-files.ts';
import { phoneMicrophone } from '../testing/phone-microphone.ts';
import { measureAdts } from './adts.ts';
import { recordingLock } from './held-define.ts';
import { batteryLeft, openHeldRecordings, pageLocks } from './held-recordings';
import { createRecorder } from './recorder';
import { MOST_SECONDS } from './recording-desk.ts';

jest.mock('expo-file-system', () => jest.requireActual('../testing/phone-files.ts'));
jest.mock('expo-crypto', () => ({ randomUUID: () => jest.requireActual('node:crypto').randomUUID() }));
jest.mock('expo-audio', () => jest.requireActual('../testing/phone-microphone.ts'));
const mockAwake = jest.fn(async () => undefined);
jest.mock('expo-keep-awake', () => ({
  activateKeepAwakeAsync: () => mockAwake(),
  deactivateKeepAwake: async () => undefined,
}));
const mockBattery = { level: 0.9, state: 1 };
jest.mock('expo-battery', () => ({
  BatteryState: { UNPLUGGED: 1, CHARGING: 2, FULL: 3 },
  isAvailableAsync: async () => true,
  getBatteryLevelAsync: async () => mockBattery.level,
  getBatteryStateAsync: async () => mockBattery.state,
}));

const SOUND = new Uint8Array(readFileSync(join(__dirname, '../../../fixtures/media/sentence.aac')));
const { seconds: SOUND_SECONDS } = measureAdts(SOUND);
const PLAN = { courseId: 'course', preset: 'exam' };
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

describe('the recorder of a phone', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    phoneFiles.reset();
    Object.assign(phoneMicrophone, {
      allowed: true,
      notifications: true,
      taken: false,
      metering: -30,
      modes: [],
      open: [],
      files: [],
    });
    Object.assign(mockBattery, { level: 0.9, state: 1 });
  });
  afterEach(() => jest.useRealTimers());

  const begin = async () => {
    const held = openHeldRecordings();
    const recorder = createRecorder(held);
    await recorder.start(PLAN);
    const { heldId = '' } = recorder.status();
    return { held, recorder, heldId };
  };

  test('records into a file that is the recording from its first byte, and says how much lies on it', async () => {
    const { held, recorder, heldId } = await begin();
    expect(recorder.status().state).toBe('recording');
    expect(await pageLocks.isHeld(recordingLock(heldId))).toBe(true);
    expect(phoneMicrophone.modes[0]).toMatchObject({
      allowsRecording: true,
      allowsBackgroundRecording: true,
    });
    expect(mockAwake).toHaveBeenCalled();
    phoneMicrophone.hear(SOUND.subarray(0, -3));
    await pass(1000);
    expect(recorder.status().safeSeconds).toBe(Math.floor(SOUND_SECONDS - 0.03));
    expect(recorder.status().level).toBeGreaterThan(0);
    recorder.mark();
    phoneMicrophone.hear(SOUND.subarray(-3));
    await recorder.stop();
    expect(phoneMicrophone.open).toEqual([]);
    expect(await held.read(heldId, 0, await held.bytes(heldId))).toEqual(SOUND);
    const found = await held.find(heldId);
    expect(found).toMatchObject({
      ...PLAN,
      ended: true,
      mediaType: 'audio/aac',
      moments: [{ kind: 'marker' }],
    });
    expect(await pageLocks.isHeld(recordingLock(heldId))).toBe(false);
  });

  test('marks a call as a gap, goes on by itself in a new file, and makes one recording of both', async () => {
    const { held, recorder, heldId } = await begin();
    phoneMicrophone.hear(SOUND);
    await pass(5000);
    const [first] = phoneMicrophone.open;
    phoneMicrophone.taken = true;
    first?.pause();
    await pass(400);
    expect(recorder.status()).toMatchObject({ state: 'paused', trouble: 'interrupted' });
    await pass(10_000);
    expect(recorder.status().state).toBe('paused');
    phoneMicrophone.taken = false;
    await pass(3000);
    expect(recorder.status().state).toBe('recording');
    expect(recorder.status().trouble).toBeUndefined();
    phoneMicrophone.hear(SOUND);
    await pass(1000);
    await recorder.stop();
    expect(phoneMicrophone.files).toHaveLength(2);
    const both = await held.read(heldId, 0, await held.bytes(heldId));
    expect(both).toEqual(Uint8Array.from([...SOUND, ...SOUND]));
    expect(await held.read(heldId, SOUND.length - 5, SOUND.length + 5)).toEqual(
      both.slice(SOUND.length - 5, SOUND.length + 5),
    );
    const [gap] = (await held.find(heldId))?.moments ?? [];
    expect(gap).toMatchObject({ kind: 'gap' });
    expect(gap?.at).toBeCloseTo(5, 0);
    expect(gap?.lostSeconds).toBeGreaterThan(10);
  });

  test('marks where the system gave it nothing but silence', async () => {
    const { held, recorder, heldId } = await begin();
    phoneMicrophone.hear(SOUND);
    await pass(1000);
    phoneMicrophone.metering = -160;
    await pass(6000);
    expect(recorder.status().warning).toBe('dead');
    phoneMicrophone.metering = -30;
    await pass(1000);
    expect(recorder.status().warning).toBeUndefined();
    await recorder.stop();
    expect((await held.find(heldId))?.moments).toMatchObject([{ kind: 'gap' }]);
  });

  test('notices that nothing is written any more, whatever the system says', async () => {
    const { recorder } = await begin();
    phoneMicrophone.hear(SOUND);
    await pass(14_000);
    expect(phoneMicrophone.files).toHaveLength(1);
    await pass(8000);
    expect(phoneMicrophone.files).toHaveLength(2);
    expect(recorder.status().state).toBe('recording');
    await recorder.stop();
  });

  test('finds what a killed app left, though the app moved and was killed while it wrote down a fact', async () => {
    const { heldId } = await begin();
    phoneMicrophone.hear(SOUND);
    await pass(1000);
    jest.clearAllTimers();
    phoneFiles.moveContainer('file:///containers/second/Documents/');
    const facts = [...phoneFiles.contents.keys()].find((uri) => uri.endsWith('.json')) ?? '';
    phoneFiles.contents.set(
      facts.replace('.json', '.next'),
      phoneFiles.contents.get(facts) ?? new Uint8Array(),
    );
    phoneFiles.contents.delete(facts);
    const held = openHeldRecordings();
    expect(await held.list()).toMatchObject([{ id: heldId, ended: false }]);
    expect(await held.read(heldId, 0, await held.bytes(heldId))).toEqual(SOUND);
    await held.change(heldId, { ended: true });
    expect(await held.list()).toMatchObject([{ id: heldId, ended: true }]);
    await held.remove(heldId);
    expect([...phoneFiles.contents.keys()]).toEqual([]);
  });

  test('says that it is refused, and leaves nothing where no microphone is given', async () => {
    phoneMicrophone.allowed = false;
    const refused = await begin();
    expect(refused.recorder.status()).toMatchObject({ state: 'failed', trouble: 'no-permission' });
    Object.assign(phoneMicrophone, { allowed: true, taken: true });
    await refused.recorder.start(PLAN);
    expect(refused.recorder.status()).toMatchObject({ state: 'failed', trouble: 'no-microphone' });
    expect(await refused.held.list()).toEqual([]);
    phoneMicrophone.taken = false;
    await refused.recorder.start(PLAN);
    expect(refused.recorder.status().state).toBe('recording');
    await refused.recorder.discard(refused.held.remove);
    expect([...phoneFiles.contents.keys()]).toEqual([]);
  });

  test('begins nothing for a page that was left while the system asked', async () => {
    const recorder = createRecorder(openHeldRecordings());
    const starting = recorder.start(PLAN);
    await recorder.leave();
    await starting;
    expect(recorder.status().state).toBe('idle');
    expect(phoneMicrophone.open).toEqual([]);
  });

  test('says to stay open where Android may show no notification, and marks the time out of sight', async () => {
    const platform = jest.replaceProperty(Platform, 'OS', 'android');
    phoneMicrophone.notifications = false;
    const sights: ((state: 'background') => void)[] = [];
    const listening = jest.spyOn(AppState, 'addEventListener').mockImplementation((_event, told) => {
      sights.push(told as (state: 'background') => void);
      return { remove: () => undefined } as ReturnType<typeof AppState.addEventListener>;
    });
    const { held, recorder, heldId } = await begin();
    expect(recorder.status().staysOpen).toBe(true);
    for (const told of sights) told('background');
    expect(recorder.status().trouble).toBe('interrupted');
    await pass(3000);
    expect(recorder.status().state).toBe('recording');
    await recorder.stop();
    expect((await held.find(heldId))?.moments).toMatchObject([{ kind: 'gap' }]);
    listening.mockRestore();
    platform.restore();
  });

  test('ends at the longest recording as if it had been stopped, and tells the system of that end', async () => {
    const { held, recorder, heldId } = await begin();
    expect(phoneMicrophone.open[0]?.seconds).toBe(MOST_SECONDS);
    phoneMicrophone.hear(SOUND);
    const now = performance.now.bind(performance);
    const later = jest.spyOn(performance, 'now').mockImplementation(() => now() + MOST_SECONDS * 1000);
    await pass(1000);
    later.mockRestore();
    expect(recorder.status().state).toBe('stopped');
    expect(await held.find(heldId)).toMatchObject({ ended: true });
  });

  test('asks the device how much battery is left while it does not charge', async () => {
    mockBattery.level = 0.15;
    expect(await batteryLeft()).toBe(0.15);
    const { recorder } = await begin();
    await pass(100);
    expect(recorder.status().lowBattery).toBe(0.15);
    mockBattery.state = 2;
    await pass(31_000);
    expect(recorder.status().lowBattery).toBeUndefined();
    await recorder.stop();
  });
});
