export interface LineWork<Item, Result> {
  /** Items that are worked on at the same time. */
  width: number;
  work(item: Item): Promise<Result>;
  /** Called in the order of the items. */
  deliver(result: Result): void;
}

/**
 * Works on several items side by side and delivers the results in the order in which the items came. Twice
 * the width may stand in the line, so that a slow item at its head does not leave workers idle; after that
 * `push` waits, which is what holds the sound back. A failure ends the line: every later call rejects.
 */
export class OrderedLine<Item, Result> {
  readonly #line: LineWork<Item, Result>;
  readonly #places: { item: Item; delivered: Promise<void> }[] = [];
  readonly #waiting: (() => void)[] = [];
  #working = 0;
  #delivered: Promise<void> = Promise.resolve();
  #failure: { error: unknown } | undefined;

  constructor(line: LineWork<Item, Result>) {
    this.#line = line;
  }

  /** The first item that is not delivered yet. */
  get first(): Item | undefined {
    return this.#places[0]?.item;
  }

  async push(item: Item): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    const turn = Promise.all([this.#work(item), this.#delivered]);
    this.#delivered = turn.then(([result]) => {
      this.#line.deliver(result);
      this.#places.shift();
    });
    // Whoever pushes or drains next is told.
    this.#delivered.catch((error: unknown) => {
      this.#failure ??= { error };
    });
    this.#places.push({ item, delivered: this.#delivered });
    while (this.#places.length >= 2 * this.#line.width) await this.#places[0]?.delivered;
  }

  /** Resolves when everything is delivered. */
  drain(): Promise<void> {
    return this.#delivered;
  }

  async #work(item: Item): Promise<Result> {
    if (this.#working >= this.#line.width) await new Promise<void>((start) => this.#waiting.push(start));
    else this.#working++;
    try {
      return await this.#line.work(item);
    } finally {
      // The place goes straight to the next one in the line, if there is one.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working--;
    }
  }
}
