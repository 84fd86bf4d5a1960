/** JSON Schema is written by the server and never in the app; zod asks for its writers whenever a schema is made. */
exports.createToJSONSchemaMethod = () => () => undefined;
exports.createStandardJSONSchemaMethod = () => () => undefined;
