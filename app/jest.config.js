/** Screens are tested as a phone draws them; what only a browser has is driven in a browser. */
module.exports = {
  preset: 'jest-expo',
  testMatch: ['<rootDir>/src/**/*.test.ts?(x)'],
  moduleNameMapper: { '^@pegasus/core/(.*)$': '<rootDir>/../core/src/$1' },
  transformIgnorePatterns: [
    'node_modules/(?!((jest-)?react-native|@react-native|expo|@expo|@rn-primitives|@react-navigation|@tanstack|standard-navigation|zod|ts-fsrs)|expo-.*)',
  ],
  setupFilesAfterEnv: ['<rootDir>/src/testing/set-up.ts'],
};
