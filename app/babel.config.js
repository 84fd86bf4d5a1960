/** Jest knows no `import()`: there, what is loaded later is required at that moment. */
const loadLater = ({ template }) => ({
  visitor: {
    CallExpression(path) {
      if (path.node.callee.type !== 'Import') return;
      path.replaceWith(
        template.expression.ast`Promise.resolve().then(() => require(${path.node.arguments[0]}))`,
      );
    },
  },
});

module.exports = (api) => {
  const plugins = api.env('test') ? [loadLater] : [];
  return { presets: ['babel-preset-expo'], plugins };
};
