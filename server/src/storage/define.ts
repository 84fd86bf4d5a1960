/** What is known of a stored object. */
export interface StoredObject {
  key: string;
  bytes: number;
  /** Hex, computed while the bytes streamed in. */
  sha256: string;
}

export interface PutOptions {
  /** More than this is Problem `recording-too-large`, and nothing is left behind. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Whose it is, for the books; asked only where the key names no lecture that is there already. */
  ownerId?: string;
}

/** What a download says of itself, when the store sends it. */
export interface DownloadHeaders {
  mediaType: string;
  /** Content-Disposition. */
  disposition: string;
}

/**
 * Keeps objects by key. A key is made by `objectKey` and never of anything that a user typed.
 * An object is there whole or not at all. Throws Problem `object-missing`, `disk-full`, `storage-unavailable`.
 */
export interface Storage {
  readonly name: string;
  put(key: string, content: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredObject>;
  /** Bytes from `start` up to and without `end`; the whole object when absent. */
  get(key: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** Undefined when there is none. */
  size(key: string): Promise<number | undefined>;
  /** Runs `use` with a path of the object on a local disk; the path is gone afterwards if it was a copy. */
  withFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Removes; no error when it is not there. */
  remove(key: string): Promise<void>;
  /** Every key that begins with the prefix. */
  list(prefix: string): AsyncIterable<string>;
  /** An address at which anybody can fetch the object for some seconds; absent where there is no such thing. */
  download?(key: string, headers: DownloadHeaders, seconds: number): Promise<string>;
  /** Throws a Problem when objects cannot be written now. */
  check(): Promise<void>;
  close(): Promise<void>;
}
