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

const ENDPOINTS = /\/core\/src\/endpoints\//;
/** What an endpoint tells to documents and to the server alone; a browser would load it before anything else. */
const UNUSED = ['summary', 'problems'];

const withoutDocuments = () => ({
  visitor: {
    ObjectExpression(path, { filename = '' }) {
      if (!ENDPOINTS.test(filename.replaceAll('\\', '/'))) return;
      const { properties } = path.node;
      const names = properties.map(({ key }) => key?.name);
      if (!names.includes('method') || !names.includes('path')) return;
      path.node.properties = properties.filter(({ key }) => !UNUSED.includes(key?.name));
    },
  },
});

module.exports = (api) => {
  const forWeb = api.caller((caller) => caller?.platform === 'web');
  const plugins = [...(api.env('test') ? [loadLater] : []), ...(forWeb ? [withoutDocuments] : [])];
  return { presets: ['babel-preset-expo'], plugins };
};
