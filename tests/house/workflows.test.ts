import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Checks workflow files, or one from standard input, with actionlint. */
function actionlint(args: string[], input = '') {
  return spawnSync(
    join(root, 'scripts/actionlint.sh'),
    ['-no-color', '-shellcheck=', '-pyflakes=', ...args],
    {
      cwd: root,
      input,
      encoding: 'utf8',
    },
  );
}

const isMissing = () => actionlint(['-version']).status === 4;

// Go builds it once.
test('actionlint accepts the workflows, and refuses a broken one', { timeout: 300_000 }, ({ skip }) => {
  // A machine without Go may leave this to CI.
  skip(process.env.CI === undefined && isMissing(), 'neither actionlint nor Go is on the PATH');
  const shipped = actionlint([]);
  expect(shipped).toMatchObject({ status: 0, stdout: '' });
  const broken = actionlint(
    ['-'],
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latests\n    steps: [{run: "true"}]\n',
  );
  expect(broken).toMatchObject({ status: 1 });
  expect(broken.stdout).toContain('label "ubuntu-latests" is unknown');
});
