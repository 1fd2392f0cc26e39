/**
 * The ids of events that came lately.
 *
 * @module
 */

/** The last so many ids, each with whether its event was handled. */
export class RecentIds {
  readonly #handled = new Map<string, boolean>();
  /** The ids in a ring: when it is full, the oldest is replaced. */
  readonly #ring: string[] = [];
  #oldest = 0;

  constructor(private readonly limit: number) {}

  /** Whether the event of an id was handled; `undefined` if the id is new. */
  handled(id: string): boolean | undefined {
    return this.#handled.get(id);
  }

  /** Adds a new id, whose event is not handled yet. */
  add(id: string): void {
    if (this.limit <= 0) return;
    if (this.#ring.length < this.limit) {
      this.#ring.push(id);
    } else {
      this.#handled.delete(this.#ring[this.#oldest] as string);
      this.#ring[this.#oldest] = id;
      this.#oldest = (this.#oldest + 1) % this.#ring.length;
    }
    this.#handled.set(id, false);
  }

  /** Notes that the event of an id was handled. */
  finish(id: string): void {
    if (this.#handled.has(id)) this.#handled.set(id, true);
  }
}
