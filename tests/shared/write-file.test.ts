import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { UserError } from '../../src/shared/errors.ts';
import { notWritten } from '../../src/shared/files/file-error.ts';
import { makeFolder } from '../../src/shared/files/make-folder.ts';
import { writeNew, writeWhole } from '../../src/shared/files/write-file.ts';
import { inFolder } from '../support/data-set.ts';

describe('a folder that is made with those above it', () => {
  test('says which one is the topmost that was made', () =>
    inFolder((folder) => {
      expect(makeFolder(join(folder, 'a/b/c'))).toBe(join(folder, 'a'));
      expect(makeFolder(join(folder, 'a/b/d'))).toBe(join(folder, 'a/b/d'));
      expect(makeFolder(join(folder, 'a/b'))).toBeUndefined();
      expect(existsSync(join(folder, 'a/b/c'))).toBe(true);
    }));

  test('may be the root of the system', () => expect(makeFolder('/')).toBeUndefined());

  test('may be a link to one', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'there'));
      symlinkSync('there', join(folder, 'link'));
      expect(makeFolder(join(folder, 'link'))).toBeUndefined();
      expect(makeFolder(join(folder, 'link/a'))).toBe(join(folder, 'link/a'));
    }));

  test.each([
    ['where a file is', 'file', 'file: This is a file, not a folder.'],
    ['below a file', 'file/a/b', 'file/a/b: A part of the path is a file, not a folder.'],
    ['below a link that leads nowhere', 'nowhere/a', 'nowhere: This is a file, not a folder.'],
  ])('is refused %s', (_, path, message) =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'file'), '');
      symlinkSync('gone', join(folder, 'nowhere'));
      expect(() => makeFolder(join(folder, path))).toThrow(`${folder}/${message}`);
    }),
  );

  // Node's recursive way goes round and round there.
  test.runIf(existsSync('/proc/self'))('is refused where the system makes none', () => {
    expect(() => makeFolder('/proc/x/y')).toThrow("/proc/x: Files and folders can't be created here.");
  });
});

test.each([
  ['/out/.tmp-generated-8406', '/out/generated'],
  ['/out/.tmp-generated-8406/Account.csv', '/out/generated/Account.csv'],
  ['/out/.tmp-report.json-7', '/out/report.json'],
  ['/out/.tmp-notes', '/out/.tmp-notes'],
])('an error about %s names %s', (path, named) => {
  const error = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open', path });
  expect((notWritten(error, '/out') as UserError).problems[0]!.place).toEqual({ file: named });
});

test.skipIf(process.platform === 'win32')('a pipe that nobody reads is an error at once', () =>
  inFolder((folder) => {
    const pipe = join(folder, 'pipe');
    spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    expect(() => writeWhole(pipe, 'text')).toThrow('Nobody reads from this pipe.');
    spawnSync('sh', ['-c', `cat ${pipe} > ${folder}/read & sleep 0.5`], { stdio: 'ignore' });
    writeWhole(pipe, 'text'.repeat(50_000));
    spawnSync('sleep', ['0.5']);
    expect(readFileSync(join(folder, 'read'), 'utf8')).toHaveLength(200_000);
  }),
);

describe('several new files', () => {
  const newFiles = (folder: string, ...names: string[]) =>
    names.map((name) => ({ file: join(folder, name), text: name }));

  test('leave what is there, and say what was made', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'b'), 'own');
      expect(writeNew(newFiles(folder, 'a', 'b', 'c/d'))).toEqual([join(folder, 'a'), join(folder, 'c/d')]);
      expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('own');
      expect(readFileSync(join(folder, 'c/d'), 'utf8')).toBe('c/d');
      expect(readdirSync(folder)).toEqual(['a', 'b', 'c']);
    }));

  test('are written all or none, with their folders', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'file'), 'own');
      expect(() => writeNew(newFiles(folder, 'a', 'new/b', 'file/c'))).toThrow(
        `${folder}/file/c: A part of the path is a file, not a folder.`,
      );
      expect(readdirSync(folder)).toEqual(['file']);
    }));

  test('take nothing with them that somebody has put there meanwhile', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'file'), 'own');
      const meanwhile = {
        file: join(folder, 'file/c'),
        get text() {
          writeFileSync(join(folder, 'new/b'), 'of others');
          return 'c';
        },
      };
      expect(() => writeNew([...newFiles(folder, 'new/a'), meanwhile])).toThrow('not a folder');
      expect(readdirSync(join(folder, 'new'))).toEqual(['b']);
    }));
});
