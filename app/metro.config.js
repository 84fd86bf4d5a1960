const http = require('node:http');
const { getDefaultConfig } = require('expo/metro-config');
const { leaveOut } = require('./metro-left-out.js');

const config = getDefaultConfig(__dirname);
config.resolver.resolveRequest = leaveOut(config.resolver.resolveRequest);
// Expo writes where the routes are into a file of the router, which copies of the project may share: what one made
// must not be taken for another.
config.cacheVersion = `${config.cacheVersion} ${__dirname}`;
config.transformer.minifierConfig.compress = { ...config.transformer.minifierConfig.compress, passes: 3 };

/** While one works on the app, Metro serves it and the server beside it answers the API. */
const API = /^\/(api|health)\//;
const SERVER = { host: '127.0.0.1', port: 4600 };
config.server.enhanceMiddleware = (metro) => (request, response, next) => {
  if (!API.test(request.url)) return metro(request, response, next);
  const { method, url: path, headers } = request;
  const onward = http.request({ ...SERVER, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
};

module.exports = config;
