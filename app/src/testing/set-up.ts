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
    play: () => undefined,
    pause: () => undefined,
    seekTo: async () => undefined,
    playing: false,
    currentTime: 0,
  }),
}));
