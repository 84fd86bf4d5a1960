import Constants from 'expo-constants';

/** Where the server is, as it was set when the app was built. */
export function serverAddress(): string {
  const address: unknown = Constants.expoConfig?.extra?.server;
  return typeof address === 'string' ? address : 'http://localhost:4600';
}
