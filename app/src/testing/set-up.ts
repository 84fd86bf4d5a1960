import { configure } from '@testing-library/react-native';

/** A machine may be busy with other things; a test that passes never waits that long. */
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

jest.mock('@react-native-async-storage/async-storage', () =>
  jest.requireActual('@react-native-async-storage/async-storage/jest/async-storage-mock'),
);
jest.mock('expo-audio', () => ({
  createAudioPlayer: () => ({
    addListener: () => ({ remove: () => undefined }),
    remove: () => undefined,
    replace: () => undefined,
    play: () => undefined,
    pause: () => undefined,
    seekTo: async () => undefined,
    playing: false,
    currentTime: 0,
  }),
}));

jest.mock('expo-secure-store', () => {
  const kept = new Map<string, string>();
  return {
    AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 1,
    getItemAsync: async (key: string) => kept.get(key) ?? null,
    setItemAsync: async (key: string, text: string) => void kept.set(key, text),
    deleteItemAsync: async (key: string) => void kept.delete(key),
  };
});
