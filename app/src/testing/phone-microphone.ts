import { Paths, phoneFiles } from './phone-files.ts';

/** What the system lets the app do with the microphone, and what it did with it. */
export const phoneMicrophone = {
  allowed: true,
  notifications: true,
  /** Something else has it, as during a call. */
  taken: false,
  metering: -30,
  modes: [] as Record<string, unknown>[],
  open: [] as AudioRecorder[],
  files: [] as string[],
  /** Sound reaches the file. */
  hear(sound: Uint8Array) {
    const [recorder] = this.open;
    if (!recorder?.isRecording || !recorder.uri) throw new Error('Nothing records.');
    phoneFiles.grow(recorder.uri, sound);
  },
};

class AudioRecorder {
  uri: string | null = null;
  isRecording = false;
  seconds = 0;
  async prepareToRecordAsync() {
    if (phoneMicrophone.taken) throw new Error('The session cannot be made active.');
    this.uri = `${Paths.document.uri}Audio/recording-${phoneMicrophone.files.length}.aac`;
    phoneMicrophone.files.push(this.uri);
    phoneMicrophone.open.push(this);
  }
  record({ forDuration }: { forDuration: number }) {
    this.seconds = forDuration;
    this.isRecording = true;
  }
  pause() {
    this.isRecording = false;
  }
  async stop() {
    this.isRecording = false;
  }
  release() {
    phoneMicrophone.open = phoneMicrophone.open.filter((one) => one !== this);
  }
  getStatus() {
    return { isRecording: this.isRecording, metering: phoneMicrophone.metering };
  }
}

export const AudioModule = { AudioRecorder };
export const IOSOutputFormat = { MPEG4AAC: 'aac ' };
export const AudioQuality = { HIGH: 96 };
export const requestRecordingPermissionsAsync = async () => ({ granted: phoneMicrophone.allowed });
export const requestNotificationPermissionsAsync = async () => ({ granted: phoneMicrophone.notifications });
export const setAudioModeAsync = async (mode: Record<string, unknown>) =>
  void phoneMicrophone.modes.push(mode);
