import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { Document, isCollection, isPair, isScalar, visit } from 'yaml';
import type { ResolvedConfig } from '../config/resolve.ts';
import { packageRoot } from '../shared/package-root.ts';
import { defineCommand } from './options/define-command.ts';
import { configWith } from './options/settings.ts';
import { printJson } from './output/output.ts';

export default defineCommand({
  positionals: { action: { choices: ['show'], demandOption: true, describe: 'What to do' } },
  options: {},
  run(args) {
    const resolved = configWith(args, []);
    const { config, origins } = resolved;
    if (args.json) printJson({ config, origins: Object.fromEntries(origins) });
    else process.stdout.write(configText(resolved));
  },
});

const WIDEST = 60;

/** Prints the configuration as a file for the current folder, with the source of each value as a comment. */
function configText({ config, origins }: ResolvedConfig): string {
  const document = new Document(portable(config), { aliasDuplicateObjects: false });
  /** The sources of empty maps and lists; a comment node would move the value to its own line. */
  const empties: (string | undefined)[] = [];
  visit(document, (key, node, parents) => {
    const isLeaf = isScalar(node) || (isCollection(node) && node.items.length === 0);
    if (!isLeaf || key === 'key') return;
    const path = [...parents, node].flatMap((one, i, all) => {
      if (isPair(one)) return [String((one.key as { value?: unknown }).value)];
      const list = all[i - 1];
      const isItem =
        list !== undefined && 'items' in list && !isPair(one) && (list.items as unknown[]).includes(one);
      return isItem ? [String((list.items as unknown[]).indexOf(one))] : [];
    });
    const source = origins.get(path.join('.'));
    if (!isScalar(node)) empties.push(source);
    else if (source !== undefined) node.comment = ` ${source}`;
  });
  const text = document
    .toString({ lineWidth: 0, flowCollectionPadding: false })
    .replaceAll(/: (?:\{\}|\[\])$/gm, (end) => `${end} # ${empties.shift() ?? ''}`);
  return aligned(text, new Set(origins.values()));
}

/** Rewrites paths of shipped files so that they work in any folder. */
function portable(config: ResolvedConfig['config']): unknown {
  const short = (path: string) => {
    const shipped = relative(packageRoot, resolve(path));
    return shipped.startsWith('..') || isAbsolute(shipped) || existsSync(shipped) ? path : shipped;
  };
  const industries = config.industries.map((one) => ({ ...one, template: short(one.template) }));
  return { ...config, recipe: short(config.recipe), industries };
}

/** Aligns the comments. */
function aligned(text: string, sources: ReadonlySet<string>): string {
  const lines = text.split('\n').map((line) => {
    const at = line.lastIndexOf(' # ');
    return at > 0 && sources.has(line.slice(at + 3)) ? [line.slice(0, at), line.slice(at + 1)] : [line];
  });
  const width = Math.min(WIDEST, Math.max(...lines.map(([left, comment]) => (comment ? left!.length : 0))));
  return lines.map(([left, comment]) => (comment ? `${left!.padEnd(width)} ${comment}` : left)).join('\n');
}
