/** Numbers of the places in a recipe that keep something from row to row. */
export class Places {
  #all = 0;
  #codes = 0;

  /** From 1, in the order in which they are compiled. */
  next(): number {
    return ++this.#all;
  }

  /** Of a place that makes codes, among those alone; for all others it counts as a place too. */
  nextOfCodes(): number {
    this.next();
    return ++this.#codes;
  }
}
