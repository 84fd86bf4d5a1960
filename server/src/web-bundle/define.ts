import { z } from 'zod';

/** A file of the built web app, as it is sent. */
export interface BundleFile {
  type: string;
  /** Hash of the content, for `ETag`. */
  tag: string;
  /** Whether its name changes with its content, so that a browser may keep it for good. */
  immutable: boolean;
  content: Buffer;
  /** The same, compressed when it was built; absent where that gained nothing. */
  brotli?: Buffer;
  gzip?: Buffer;
}

/** The built web app by address, such as `/index.html`. */
export type WebBundle = ReadonlyMap<string, BundleFile>;

export const PAGE = '/index.html';
/** Where the built app and its description lie, from the root of the project. */
export const BUILT = 'app/dist';
export const MANIFEST = 'build.json';

/** What a build leaves beside its files: the hash of what it was made from, and what it made. */
export const Manifest = z.object({ sources: z.string(), files: z.array(z.string()) });
export type Manifest = z.infer<typeof Manifest>;
