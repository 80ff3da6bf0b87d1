import { expect, it } from 'vitest';
import { cli } from '../support/cli.ts';

it('a recipe without its configuration is told which one is beside it', () => {
  const { status, stderr } = cli(['generate', '--recipe', 'people', '--validate-only']);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'people.recipe.yml:13:3: The catalog has no object Lead. If recipes/people.config.yml describes it, use `--config recipes/people.config.yml`.',
  );
  expect(cli(['generate', '--config', 'people', '--validate-only']).status).toBe(0);
});
