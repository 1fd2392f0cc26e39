/**
 * Frames to iterate over.
 *
 * @module
 */

/** A frame, and what has to be called when it was handled. */
interface Item<T> {
  readonly frame: T;
  readonly finish: () => void;
}

/** Yields frames in order. A frame counts as handled when the next one is asked for. */
export class EventStream<T> implements AsyncIterableIterator<T> {
  #items: Item<T>[] = [];
  /** The position of the first item that was not yielded. */
  #first = 0;
  #current: Item<T> | undefined;
  readonly #asked: ((result: IteratorResult<T, undefined>) => void)[] = [];
  #isOver = false;

  /** `end` is called when nothing is asked for any more. */
  constructor(private readonly end: () => void) {}

  /** Adds a frame; resolves when it was handled. */
  push(frame: T): Promise<void> {
    return new Promise((finish) => {
      const asked = this.#asked.shift();
      if (asked === undefined) {
        this.#items.push({ frame, finish });
      } else {
        this.#current = { frame, finish };
        asked({ done: false, value: frame });
      }
    });
  }

  /** Nothing follows what was added. */
  close(): void {
    this.#isOver = true;
    for (const asked of this.#asked.splice(0)) asked({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T, undefined>> {
    this.#current?.finish();
    this.#current = this.#items[this.#first];
    if (this.#current !== undefined) {
      this.#first++;
      this.#compact();
      return Promise.resolve({ done: false, value: this.#current.frame });
    }
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#asked.push(resolve));
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    this.close();
    this.#current?.finish();
    for (const { finish } of this.#items.slice(this.#first)) finish();
    this.#items = [];
    this.#first = 0;
    this.#current = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Forgets yielded items: once they are the larger part, so that it costs little. */
  #compact(): void {
    if (this.#first < 32 || this.#first * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#first);
    this.#first = 0;
  }
}
