/** The file system of a phone in memory, with as much of `expo-file-system` as the app uses. */
const contents = new Map<string, Uint8Array<ArrayBuffer>>();
const FIRST = 'file:///containers/first/Documents/';
let documents = FIRST;

export const Paths = {
  get document() {
    return { uri: documents };
  },
  availableDiskSpace: 64e9,
};

export const phoneFiles = {
  contents,
  reset() {
    contents.clear();
    documents = FIRST;
  },
  /** As an update of the app does on iOS: everything is elsewhere. */
  moveContainer(to: string) {
    for (const [uri, bytes] of [...contents]) {
      contents.delete(uri);
      contents.set(uri.replace(documents, to), bytes);
    }
    documents = to;
  },
  grow(uri: string, bytes: Uint8Array) {
    contents.set(uri, Uint8Array.from([...(contents.get(uri) ?? []), ...bytes]));
  },
};

type Place = { uri: string } | string;
const join = (...places: Place[]) =>
  places.map((place) => (typeof place === 'string' ? place : place.uri).replace(/\/$/, '')).join('/');

export class File {
  readonly uri: string;
  constructor(...places: Place[]) {
    this.uri = join(...places);
  }
  get name() {
    return this.uri.split('/').at(-1) ?? '';
  }
  get exists() {
    return contents.has(this.uri);
  }
  get size() {
    return contents.get(this.uri)?.length ?? 0;
  }
  create() {
    contents.set(this.uri, new Uint8Array());
  }
  write(text: string) {
    contents.set(this.uri, new Uint8Array(Buffer.from(text)));
  }
  textSync() {
    return Buffer.from(this.#found()).toString();
  }
  delete() {
    if (!contents.delete(this.uri)) throw new Error(`There is no ${this.uri}.`);
  }
  moveSync(to: File) {
    contents.set(to.uri, this.#found());
    contents.delete(this.uri);
  }
  open() {
    const bytes = this.#found();
    return {
      offset: 0,
      readBytes(length: number) {
        return bytes.slice(this.offset, this.offset + length);
      },
      close: () => undefined,
    };
  }
  #found() {
    const bytes = contents.get(this.uri);
    if (!bytes) throw new Error(`There is no ${this.uri}.`);
    return bytes;
  }
}

export class Directory {
  readonly uri: string;
  readonly exists = true;
  constructor(...places: Place[]) {
    this.uri = join(...places);
  }
  list() {
    return [...contents.keys()].filter((uri) => uri.startsWith(`${this.uri}/`)).map((uri) => new File(uri));
  }
}
