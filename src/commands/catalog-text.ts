import { Document, isMap, isPair, isScalar, visit } from 'yaml';

/** Objects as `objects:` of a configuration, a field a line. */
export function objectsText(objects: object): string {
  const document = new Document({ objects }, { aliasDuplicateObjects: false });
  visit(document, {
    Map(_, node, path) {
      // objects, an object: the maps in it hold fields or are written on one line.
      const depth = path.filter(isMap).length;
      const inFields = path.some((one) => isPair(one) && isScalar(one.key) && one.key.value === 'fields');
      if (depth >= 3 && !(inFields && depth === 3)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
