import { describe, expect, it } from 'vitest';
import { KeyedDraw } from '../../src/generate/draw.ts';
import { loadFakes } from '../../src/generate/fakes/fakes.ts';

const draw = new KeyedDraw();

describe('loadFakes', () => {
  it('finds a fake whatever the case and the underscores', async () => {
    const fakes = await loadFakes('en_US');
    for (const name of ['first_name', 'FirstName', 'FIRSTNAME', 'firstName', 'first name']) {
      draw.rekey(42);
      const value = fakes.find(name)!({
        draw,
        args: {},
        row: () => undefined,
        ordinal: 1,
        asOf: '2026-11-02',
      });
      expect(value).toMatch(/^[A-Z][a-z]+$/);
    }
    expect(fakes.find('frist_name')).toBeUndefined();
  });
});
