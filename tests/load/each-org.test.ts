import { describe, expect, it } from 'vitest';
import { eachOrg, orgsJson, worstExit } from '../../src/load/each-org.ts';
import { EXIT, UserError } from '../../src/shared/errors.ts';
import { sideBySide } from '../../src/shared/progress.ts';

describe('several orgs', () => {
  it.each([
    [1, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']],
    [2, ['a in', 'b in', 'a out', 'b out', 'c in', 'c out']],
    [9, ['a in', 'b in', 'c in', 'a out', 'b out', 'c out']],
  ])('are worked in %i at a time, and told in their order', async (parallel, wanted) => {
    const events: string[] = [];
    const work = async (org: string | undefined) => {
      events.push(`${org} in`);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      events.push(`${org} out`);
      return org;
    };
    const outcomes = await eachOrg(['a', 'b', 'c'], work, { parallel });
    expect(events).toEqual(wanted);
    expect(outcomes).toEqual(['a', 'b', 'c'].map((org) => ({ org, result: org })));
  });

  it('do not stop at one that fails, whose exit code is that of the whole', async () => {
    const told: unknown[] = [];
    const work = async (org: string | undefined) => {
      if (org === 'a') throw new UserError('No way in.', { exitCode: 4 });
      return org;
    };
    const outcomes = await eachOrg(['a', 'b'], work, {
      parallel: 2,
      tell: (org, { message }) => told.push([org, message]),
    });
    expect([told, worstExit(outcomes), outcomes[1]]).toEqual([
      [['a', 'No way in.']],
      4,
      { org: 'b', result: 'b' },
    ]);
    await expect(eachOrg(['a'], work, { parallel: 2 })).rejects.toThrow('No way in.');
  });

  it('each have their name in front of their lines, and a part of the live one', () => {
    const lines: string[] = [];
    const add = (line: string) => void lines.push(line);
    const of = sideBySide({ say: add, detail: add, live: add, done: () => {} });
    const [a, b] = [of('a'), of('b')];
    a.say('begun');
    a.live('1 of 2');
    b.live('5 of 9');
    a.done();
    b.live('6 of 9');
    expect(lines).toEqual(['a: begun', 'a: 1 of 2', 'a: 1 of 2 | b: 5 of 9', 'b: 6 of 9']);
  });
});

describe('an error in an org', () => {
  const unknown = new UserError('No such org.', { exitCode: EXIT.noOrg });
  const outcomes = [
    { org: 'a', result: 1 },
    { org: 'b', error: unknown },
    { org: 'c', result: 5 },
  ] as const;

  it('is told also where it is one of the system; a bug ends the command', async () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', path: '/x' });
    const failing = (error: unknown) => async (org: string | undefined) => {
      if (org === 'a') throw error;
      return org;
    };
    const [outcome] = await eachOrg(['a', 'b'], failing(full));
    expect(outcome).toMatchObject({ org: 'a', error: { name: 'UserError', cause: full } });
    const bug = new TypeError('x is not a function');
    await expect(eachOrg(['a', 'b'], failing(bug))).rejects.toBe(bug);
    await expect(eachOrg(['a'], failing(unknown))).rejects.toBe(unknown);
  });

  it('has the exit code of the whole where it is the worst', () => {
    expect(worstExit([])).toBe(0);
    expect(worstExit(outcomes)).toBe(4);
    expect(worstExit(outcomes, (result) => (result === 5 ? EXIT.production : EXIT.done))).toBe(6);
    expect(worstExit([{ org: 'a', result: 1 }])).toBe(0);
  });

  it('is a part of the one document, by its org', () => {
    expect(orgsJson(outcomes, (result) => ({ result }))).toEqual([
      { result: 1 },
      { org: 'b', error: expect.objectContaining({ exit_code: 4 }) },
      { result: 5 },
    ]);
    expect(orgsJson([{ org: 'a', result: 1 }])).toEqual([1]);
  });
});
