/** Parts of libraries that the app never uses and that would be half of what a browser loads. */
const LEFT_OUT = [
  // Words for problems of a schema in all languages but English; the app shows words of its own.
  /\/zod\/v4\/locales\/(?!en\.)[\w-]+\.(js|cjs)$/,
  // Navigators that the app does not have, and the tools of the router for whoever develops with it.
  /\/expo-router\/build\/layouts\/(Tabs|TabsClient|experimental-stack.*)\.js$/,
  /\/expo-router\/build\/views\/(Sitemap|Tutorial)\.js$/,
];

/** Resolves what is left out to an empty module, and everything else as before. On the web only: a phone loads nothing. */
exports.leaveOut = (before) => (context, name, platform) => {
  const resolved = (before ?? context.resolveRequest)(context, name, platform);
  if (platform !== 'web' || resolved.type !== 'sourceFile') return resolved;
  const path = resolved.filePath.replaceAll('\\', '/');
  return LEFT_OUT.some((part) => part.test(path)) ? { type: 'empty' } : resolved;
};
