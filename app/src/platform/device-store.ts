import AsyncStorage from '@react-native-async-storage/async-storage';

/** Small texts that this device keeps. */
export function read(key: string): string | undefined | Promise<string | undefined> {
  return AsyncStorage.getItem(key).then((text) => text ?? undefined);
}

export function write(key: string, text: string): void {
  void AsyncStorage.setItem(key, text);
}
