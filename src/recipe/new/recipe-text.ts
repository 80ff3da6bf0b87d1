import { Document, isMap, isSeq, visit } from 'yaml';
import type { PlannedRecipe } from './plan-recipe.ts';

/** Formats a planned recipe as YAML: one statement per object, one line per field; `head` is a comment above it. */
export function recipeText(
  { objects, open }: PlannedRecipe,
  options: { head: readonly string[]; strict: boolean },
): string {
  const statements = [
    { snowfakery_version: 3 },
    ...(options.strict ? [{ catalog: 'strict' }] : []),
    ...objects.map(({ sobject, count, fields }) => ({ object: sobject, count, fields })),
  ];
  // Recipes are YAML 1.1, as in PyYAML: `yes` without quotes isn't a string.
  const document = new Document(statements, { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, (_, node, path) => {
    // Nesting of the list, a statement, and its fields; the value of a field stays on its line.
    const depth = path.filter((one) => isMap(one) || isSeq(one)).length;
    if (depth >= 3 && (isMap(node) || isSeq(node))) node.flow = true;
  });
  const todo = open.length > 0 ? ['', 'To do:', ...open.map((one) => `- ${one}`)] : [];
  const comment = [...options.head, ...todo].map((line) => (line === '' ? '#' : `# ${line}`));
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return `${comment.join('\n')}\n${text.replaceAll('\n- object:', '\n\n- object:')}`;
}
