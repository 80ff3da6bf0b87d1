import { Document, isMap, visit } from 'yaml';

/** Objects as `objects:` of a configuration, a field a line. */
export function objectsText(objects: object): string {
  const document = new Document({ objects }, { aliasDuplicateObjects: false });
  visit(document, {
    Map(_, node, path) {
      // objects, an object, its fields, a field: each a map in a pair of the one before.
      if (path.filter(isMap).length >= 4) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
