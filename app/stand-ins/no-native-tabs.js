/** The router asks of every child of a layout whether it is a native tab. Ours never are. */
exports.isNativeTabTrigger = () => false;
