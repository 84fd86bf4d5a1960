import {
  AudioModule,
  AudioQuality,
  type AudioRecorder,
  IOSOutputFormat,
  requestNotificationPermissionsAsync,
  requestRecordingPermissionsAsync,
  setAudioModeAsync,
} from 'expo-audio';
import { Platform } from 'react-native';
import { BITS_A_SECOND } from './recording-desk.ts';

/**
 * ADTS on both systems: whatever a killed app leaves of a file can be decoded to its last whole frame, and
 * files behind one another are one recording. An MPEG-4 file would be lost without its end.
 */
const COMMON = {
  extension: '.aac',
  sampleRate: 44_100,
  numberOfChannels: 1,
  bitRate: BITS_A_SECOND,
  isMeteringEnabled: true,
  directory: 'document',
} as const;
const IOS = { outputFormat: IOSOutputFormat.MPEG4AAC, audioQuality: AudioQuality.HIGH };
// As it is: what cleans up calls takes away voices from the other end of a hall.
const ANDROID = { outputFormat: 'aac_adts', audioEncoder: 'aac', audioSource: 'mic' } as const;

export type Microphone = AudioRecorder;

/**
 * Asks for the microphone. Undefined when it is refused; `background` says whether the recording goes on while
 * the screen is off, for which Android wants to show a notification.
 */
export async function askForMicrophone(): Promise<{ background: boolean } | undefined> {
  if (!(await requestRecordingPermissionsAsync()).granted) return undefined;
  const background = Platform.OS !== 'android' || (await requestNotificationPermissionsAsync()).granted;
  await setAudioModeAsync({
    allowsRecording: true,
    allowsBackgroundRecording: background,
    playsInSilentMode: true,
    shouldPlayInBackground: background,
    interruptionMode: 'doNotMix',
  });
  return { background };
}

/** Ready to record into a new file. Throws when the system gives no microphone, as during a call. */
export async function openMicrophone(): Promise<Microphone> {
  const microphone = new AudioModule.AudioRecorder(
    Platform.OS === 'ios' ? { ...COMMON, ...IOS } : { ...COMMON, ...ANDROID },
  );
  try {
    await microphone.prepareToRecordAsync();
    return microphone;
  } catch (error) {
    microphone.release();
    throw error;
  }
}

export async function giveMicrophoneBack(): Promise<void> {
  await setAudioModeAsync({ allowsRecording: false, allowsBackgroundRecording: false });
}

/** How loud it is; Android tells the loudest sample of a moment, iOS the mean. Of full scale. */
export function lookAt(microphone: Microphone): { running: boolean; peak: number; loudness: number } {
  const { isRecording, metering = SILENCE } = microphone.getStatus();
  const measured = metering <= SILENCE ? 0 : 10 ** (metering / 20);
  return {
    // Each system notices some interruptions in one place and some in the other.
    running: isRecording && microphone.isRecording,
    peak: measured,
    loudness: Platform.OS === 'android' ? measured / PEAK_OF_SPEECH : measured,
  };
}

/** Decibels that stand for no signal at all. */
const SILENCE = -160;
/** How far the peaks of speech lie above its mean, about 12 dB. */
const PEAK_OF_SPEECH = 4;
