/** The router makes a native stack when it is loaded, whether or not an app has one. On the web ours has none. */
exports.createNativeStackNavigator = () => ({ Navigator: () => null });
