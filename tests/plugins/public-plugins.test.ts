import { describe, expect, it } from 'vitest';
import { cellsOf, columnOf, refusalOf } from '../support/recipe.ts';

describe('providers of fakes that public recipes declare', () => {
  it.each([
    ['faker_edu', 'institution_name', /^[A-Z].* (?:College|Institute of Technology|University)$/],
    ['faker_edu', 'highschool_name', /^\S.* (?:Academy|High|School)$/],
    ['faker_edu', 'department_name', /^[A-Z]/],
    ['faker_edu', 'faculty_position', /^[A-Z]/],
    ['faker_edu', 'faculty_title', /^[A-Z].* of [A-Z]/],
    ['faker_edu', 'sport', /^(?:Men|Women)'s [A-Z]/],
    ['faker_edu', 'facility_name', /^\S+ [A-Z].* [A-Z]/],
    ['faker_edu', 'college_name', /^The (?:\S+ ){0,2}(?:College|School) of [A-Z]/],
    ['faker_edu', 'academic_discipline', /^[A-Z]/],
    ['faker_nonprofit', 'nonprofit_name', /^[A-Z].* [A-Z]/],
    ['tla_provider', 'ThreeLetterAcronym', /^[A-Z]{3}$/],
  ])('%s.Provider: %s', async (provider, name, form) => {
    const recipe = `- plugin: ${provider}.Provider\n- object: T\n  count: 40\n  fields: {v: {fake: ${name}}, w: "\${{fake.${name}}}"}`;
    const { T } = await cellsOf(recipe);
    for (const { v, w } of T!) for (const cell of [v, w]) expect(cell).toMatch(form);
    expect(new Set(T!.map(({ v }) => v)).size).toBeGreaterThan(5);
    expect(await cellsOf(recipe)).toEqual({ T });
  });

  it('names are in the locale of the recipe', async () => {
    const recipe =
      '- plugin: faker_edu.Provider\n- var: snowfakery_locale\n  value: ja_JP\n- object: T\n  count: 5\n  fields: {v: {fake: facility_name}}';
    for (const cell of await columnOf(recipe, 'v')) expect(cell).toMatch(/^[\p{Script=Han}]+ /u);
  });

  it('both may be declared, and without them their fakes are unknown', async () => {
    const object = '- object: T\n  fields: {v: {fake: nonprofit_name}, w: {fake: sport}}';
    await cellsOf(`- plugin: faker_edu.Provider\n- plugin: faker_nonprofit.Provider\n${object}`);
    expect(await refusalOf(object)).toEqual([
      expect.stringContaining('Unknown fake `nonprofit_name`.'),
      expect.stringContaining('Unknown fake `sport`.'),
    ]);
  });
});

describe("the plugins of Snowfakery's examples", () => {
  it('DoublingPlugin doubles', async () => {
    const recipe =
      '- snowfakery_version: 3\n- plugin: mypackage.DoublingPlugin\n- object: T\n  fields: {a: {DoublingPlugin.double: 3}, b: "${{DoublingPlugin.double(\'ab\')}}"}';
    expect(await cellsOf(recipe)).toEqual({ T: [{ a: '6', b: 'abab' }] });
  });

  it('CountUpPlugin counts where it is called', async () => {
    const recipe =
      '- plugin: counter.CountUpPlugin\n- object: A\n  count: 2\n  fields: {n: {CountUpPlugin.counter: }}\n  friends:\n    - object: B\n      count: 2\n      fields: {n: {CountUpPlugin.counter: }}';
    expect(await cellsOf(recipe)).toEqual({
      A: [{ n: '1' }, { n: '2' }],
      B: [{ n: '1' }, { n: '2' }, { n: '3' }, { n: '4' }],
    });
  });

  it('Helpers rounds', async () => {
    const recipe = '- plugin: helpers.Helpers\n- object: T\n  fields: {v: {Helpers.round: 2.5}}';
    expect(await columnOf(recipe, 'v')).toEqual(['2']);
  });

  it('OpenFiles reads line by line, also from several places by a name', async () => {
    const files = { 'poem.txt': 'one \n two\n' };
    const recipe =
      '- plugin: examples.plugins.OpenFiles\n- object: A\n  count: 3\n  fields: {v: {OpenFiles.read_line: {filename: poem.txt}}}\n- object: B\n  fields: {v: {OpenFiles.read_line: {filename: poem.txt, name: p}}}\n- object: C\n  fields: {v: {OpenFiles.read_line: {name: p}}}';
    expect(await cellsOf(recipe, { files })).toEqual({
      A: [{ v: 'one' }, { v: 'two' }, { v: '' }],
      B: [{ v: 'one' }],
      C: [{ v: 'two' }],
    });
    const outside = recipe.replaceAll('poem.txt', '../../etc/passwd');
    expect((await refusalOf(outside, { files })).join()).toMatch(/etc\/passwd/);
  });

  it('SummationPlugin hands out parts of a total', async () => {
    const recipe = `- snowfakery_version: 3
- plugin: examples.sum_totals.SummationPlugin
- object: P
  count: 4
  fields:
    __sum: {SummationPlugin.summer: {total: 100, step: 10}}
    total: \${{__sum.total}}
  friends:
    - object: C
      count: \${{P.__sum.count}}
      fields: {parent: {reference: P}, amount: "\${{P.__sum.next_amount}}", so_far: "\${{P.__sum.running_total}}"}`;
    const { P, C } = await cellsOf(recipe);
    expect(P!.map(({ total }) => total)).toEqual(['100', '100', '100', '100']);
    const sums = new Map<string, number>();
    for (const { parent, amount, so_far } of C!) {
      expect(Number(amount) % 10).toBe(0);
      sums.set(parent!, (sums.get(parent!) ?? 0) + Number(amount));
      expect(so_far).toBe(String(sums.get(parent!)));
    }
    expect([...sums.values()]).toEqual([100, 100, 100, 100]);
  });

  it("a recipe's own module comes first", async () => {
    const files = { 'plugins/counter.ts': 'export const CountUpPlugin = { counter: () => 7 };' };
    const recipe = '- plugin: counter.CountUpPlugin\n- object: T\n  fields: {v: {CountUpPlugin.counter: }}';
    expect(await columnOf(recipe, 'v', { files })).toEqual(['7']);
  });
});
