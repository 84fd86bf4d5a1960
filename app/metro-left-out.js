const { join } = require('node:path');

/**
 * Parts of libraries that the app never uses on the web. Together they would be half of what a browser loads
 * before it shows anything. `scripts/left-out.test.ts` sees to it that no file of ours names one of them.
 */
const REACT_NATIVE = [
  'Animated',
  'Button',
  'CheckBox',
  'Image',
  'ImageBackground',
  'InputAccessoryView',
  'KeyboardAvoidingView',
  'LayoutAnimation',
  'LogBox',
  'Modal',
  'PanResponder',
  'Picker',
  'ProgressBar',
  'SectionList',
  'Switch',
  'Touchable',
  'TouchableHighlight',
  'TouchableNativeFeedback',
  'TouchableOpacity',
  'TouchableWithoutFeedback',
  'Vibration',
  'VirtualizedSectionList',
  'YellowBox',
];
const LEFT_OUT = [
  new RegExp(`/react-native-web/dist/(exports|vendor/react-native)/(${REACT_NATIVE.join('|')})/`),
  // Words for problems of a schema in all languages but English; the app shows words of its own.
  /\/zod\/v4\/locales\/(?!en\.)[\w-]+\.c?js$/,
  /\/zod\/v4\/core\/(compile|json-schema-processors|json-schema-generator)\.c?js$/,
  /\/zod\/v4\/classic\/from-json-schema\.c?js$/,
  /\/@tanstack\/query-core\/build\/modern\/(hydration|queriesObserver|streamedQuery)\.js$/,
  /\/@tanstack\/react-query\/build\/modern\/(useQueries|useSuspense\w+|usePrefetch\w+|HydrationBoundary)\.js$/,
  // Navigators that the app does not have, and the router's own pages and tools for whoever develops with it.
  /\/expo-router\/build\/layouts\/(Tabs|TabsClient|experimental-stack\/index|stack-utils\/index)\.js$/,
  /\/expo-router\/build\/layouts\/stack-utils\/toolbar\/\w+\.js$/,
  /\/expo-router\/build\/react-navigation\/(bottom-tabs|elements|native-stack)\//,
  /\/expo-router\/build\/react-navigation\/(native\/createStaticNavigation|core\/StaticNavigation)\.js$/,
  /\/expo-router\/build\/react-navigation\/routers\/(TabRouter|DrawerRouter)\.js$/,
  /\/expo-router\/build\/(standard-navigation|color)\/index\.js$/,
  /\/expo-router\/build\/views\/(ErrorBoundary|Sitemap|Toast)\.js$/,
  /\/expo-router\/build\/link\/(LinkWithPreview|preview\/HrefPreview)\.js$/,
  /\/expo-router\/build\/views\/(RootUnmatched|Unmatched|Pressable)\.js$/,
];

/** Parts of which a little is called all the same. */
const REPLACED = [
  [/\/expo-router\/build\/fork\/native-stack\/createNativeStackNavigator\.js$/, 'no-stack.js'],
  [/\/expo-router\/build\/native-tabs\/NativeTabTrigger\.js$/, 'no-native-tabs.js'],
  [/\/expo-router\/build\/screensFeatureFlags\.js$/, 'no-screen-flags.js'],
  [/\/zod\/v4\/core\/to-json-schema\.c?js$/, 'no-json-schema.js'],
];
/** The router's own file for phones holds nothing; titles of pages are ours. */
const HEAD = /(\/expo-router\/build\/head\/ExpoHead)\.js$/;

/** Lists are loaded with the pages that have one, and not with the rest of React Native, which names them. */
const LISTS = /\/react-native-web\/dist\/exports\/(FlatList|VirtualizedList)\//;
const ALL_OF_REACT_NATIVE = /\/react-native-web\/dist\/index\.js$/;

/** Resolves what is left out to an empty module, and everything else as before. A phone loads nothing, so there all stays. */
exports.leaveOut = (before) => (context, name, platform) => {
  const resolved = (before ?? context.resolveRequest)(context, name, platform);
  if (platform !== 'web' || resolved.type !== 'sourceFile') return resolved;
  const path = resolved.filePath.replaceAll('\\', '/');
  if (LISTS.test(path) && ALL_OF_REACT_NATIVE.test(context.originModulePath.replaceAll('\\', '/')))
    return { type: 'empty' };
  if (LEFT_OUT.some((part) => part.test(path))) return { type: 'empty' };
  const standIn = REPLACED.find(([part]) => part.test(path))?.[1];
  if (standIn) return { type: 'sourceFile', filePath: join(__dirname, 'stand-ins', standIn) };
  return { ...resolved, filePath: resolved.filePath.replace(HEAD, '$1.android.js') };
};
exports.REACT_NATIVE = REACT_NATIVE;
