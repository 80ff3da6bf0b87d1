/** A query is part of an address, which takes 16,384 bytes; the rest is for the host, the path, and the page. */
const ADDRESS_CHARACTERS = 15_500;

/** Characters of values in one query, however little else it says: an org refuses conditions that take too long. */
const VALUE_CHARACTERS = 10_000;

/** What a text takes in an address. */
const addressLength = (text: string) => encodeURIComponent(text).length;

/**
 * Items whose values fit into one query each, in their order; `fixed` is what each query says beside them, such as its
 * fields. An item that is too long is alone.
 */
export function queryParts<Item>(
  items: readonly Item[],
  { valuesOf, fixed }: { valuesOf(item: Item): readonly string[]; fixed: string },
): Item[][] {
  const room = Math.min(VALUE_CHARACTERS, ADDRESS_CHARACTERS - addressLength(fixed));
  const separator = addressLength(',');
  const parts: Item[][] = [];
  let size = 0;
  for (const item of items) {
    const length = valuesOf(item).reduce((sum, value) => sum + addressLength(value) + separator, 0);
    const last = parts.at(-1);
    if (!last || size + length > room) {
      parts.push([item]);
      size = length;
    } else {
      last.push(item);
      size += length;
    }
  }
  return parts;
}
