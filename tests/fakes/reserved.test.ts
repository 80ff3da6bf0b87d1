import { describe, expect, it } from 'vitest';
import { loadFakes } from '../../src/fakes/fakes.ts';
import { texts } from './call.ts';

const RESERVED = /(^|[@./])example\.(com|net|org)$/;

describe('what could reach somebody', () => {
  it.each([
    'email',
    'user_name',
    'realistic_maybe_real_email',
    'safe_email',
    'free_email',
    'company_email',
    'ascii_email',
    'ascii_free_email',
    'ascii_company_email',
    'free_email_domain',
    'safe_domain_name',
    'domain_name',
    'hostname',
    'dga',
  ])('%s ends in a reserved domain', async (name) => {
    for (const code of ['en_US', 'de_DE', 'ja_JP']) {
      const fakes = await loadFakes(code);
      for (const value of texts(name, { fakes })) expect(value).toMatch(RESERVED);
    }
  });

  it.each(['url', 'uri', 'image_url'])('%s has a reserved host', (name) => {
    for (const value of texts(name)) expect(new URL(value).hostname).toMatch(RESERVED);
  });

  it.each(['phone_number', 'basic_phone_number', 'cellphone_number', 'msisdn'])(
    '%s is one of 555-0100 to 555-0199 in the United States and Canada',
    async (name) => {
      for (const code of ['en_US', 'en_CA', 'fr_CA']) {
        const fakes = await loadFakes(code);
        for (const value of texts(name, { fakes }))
          expect(value.replaceAll(/\D/g, '')).toMatch(/^1?[2-9]\d\d55501\d\d$/);
      }
    },
  );

  it('is a plain mail address', () => {
    for (const name of ['email', 'safe_email', 'company_email', 'user_name'])
      for (const value of texts(name)) expect(value).toMatch(/^[a-z][a-z0-9._-]*@[a-z0-9.-]+$/);
  });
});
