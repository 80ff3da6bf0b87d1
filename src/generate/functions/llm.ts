import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../../shared/nearest.ts';
import { packageRoot } from '../../shared/package-root.ts';
import { placeholder, templateOf } from '../../shared/special-cells.ts';
import type { BlockFunction } from '../compile/compile-context.ts';

let templates: readonly string[] | undefined;

/** The names of all prompt templates: those in the current folder and those that are shipped. */
function promptTemplates(): readonly string[] {
  templates ??= [process.cwd(), packageRoot].flatMap((root) => {
    const folder = join(root, 'templates', 'prompts');
    return existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.txt$/, '')) : [];
  });
  return templates;
}

/** A placeholder for `enrich`: `llm: account_description`, or without a name for the field's own template. */
export const llm: BlockFunction = (args, context) => {
  const [only] = args.positional;
  const named = only && context.constant(only);
  if (only && typeof named !== 'string')
    context.problem('`llm` takes the name of a prompt template.', only.place);
  const cell = placeholder(typeof named === 'string' ? named : undefined);
  const template = templateOf(cell, context.template?.sobject ?? '', context.name);
  if (!promptTemplates().includes(template)) {
    const hint = didYouMean(template, promptTemplates()) ?? `Write templates/prompts/${template}.txt.`;
    context.problem(`Unknown prompt template \`${template}\`.`, only?.place, hint);
  }
  return () => cell;
};
