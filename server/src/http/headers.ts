/** On every answer: nothing may frame us, embed what we send, guess its type, or learn where we were. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** For data: should a browser ever show it as a page, that page can do nothing. Nothing is kept in caches. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
  'cache-control': 'no-store',
};

/**
 * For the app: only its own files, nothing inline, nothing from elsewhere. The one hash lets in a style sheet
 * that is empty: React Native for the web makes one and adds its rules to it by program, which needs no leave.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "connect-src 'self'",
    "font-src 'self'",
    "media-src 'self' blob:",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
  'cache-control': 'no-cache',
};

/** For files of the app whose names change with their content. */
export const assetHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'cache-control': 'public, max-age=31536000, immutable',
};
