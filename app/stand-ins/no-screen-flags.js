/** Flags of the native screens, which a browser does not have. */
exports.initScreensFeatureFlags = () => {};
