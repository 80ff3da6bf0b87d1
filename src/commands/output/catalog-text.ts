import { Document, isMap, isPair, isScalar, visit } from 'yaml';

/** Formats objects as `objects:` of a configuration, one line per field. */
export function objectsText(objects: object): string {
  const document = new Document({ objects }, { aliasDuplicateObjects: false });
  visit(document, {
    Map(_, node, path) {
      // Nesting: objects, an object; the maps in it hold fields or fit on one line.
      const depth = path.filter(isMap).length;
      const inFields = path.some((one) => isPair(one) && isScalar(one.key) && one.key.value === 'fields');
      if (depth >= 3 && !(inFields && depth === 3)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
