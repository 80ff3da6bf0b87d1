import { writeFileSync } from 'node:fs';
import { testCases } from './run-case.ts';

const recipe = ['generate', '--recipe', 'main.recipe.yml', '--output', 'o', '--as-of', '2026-11-26'];

testCases([
  {
    name: 'load-13-list-as-text',
    run: [['generate', '--recipe', 'recipe.yml', '--output', 'out']],
    exitCode: 2,
    says: [
      /recipe\.yml:3:21 .*Account\.Description: a field can't hold a list: \['a', 'b'\]\..*join\(';'\)/,
      /recipe\.yml:3:54 .*Account\.Site: a field can't hold a map: \{'k': 1\}\./,
    ],
    files: { 'out/generated': null },
  },
  {
    name: 'recipe-d1-if-last-choice',
    run: [recipe],
    exitCode: 0,
    files: {
      'o/generated/Account.csv': [
        'ExternalId,Rating,Name,ParentId',
        'TESTDATA_MAIN_42_A0000001_A01,,Made anyway,',
        'TESTDATA_MAIN_42_A0000001,Hot,,TESTDATA_MAIN_42_A0000001_A01',
        'TESTDATA_MAIN_42_A0000002_A01,,Made anyway,',
        'TESTDATA_MAIN_42_A0000002,Warm,,TESTDATA_MAIN_42_A0000002_A01',
        'TESTDATA_MAIN_42_A0000003_A01,,Made anyway,',
        'TESTDATA_MAIN_42_A0000003,Warm,,TESTDATA_MAIN_42_A0000003_A01',
        '',
      ].join('\n'),
    },
  },
  {
    name: 'recipe-d2-big-integers',
    run: [recipe],
    exitCode: 0,
    files: {
      'o/generated/Account.csv':
        /A0000001,99981919191919191,123456789012345678901234567890,9999888877776666\n$/,
    },
  },
  {
    name: 'recipe-d2b-big-integer-formula',
    run: [recipe],
    exitCode: 0,
    files: { 'o/generated/Account.csv': /A0000001,9999888877776667\n$/ },
  },
  {
    name: 'recipe-d2b-big-integer-formula of an option',
    before: (folder) =>
      writeFileSync(
        `${folder}/main.recipe.yml`,
        '- snowfakery_version: 3\n- option: card\n- object: Account\n  fields: {Name: "${{card + id}}"}\n',
      ),
    run: [[...recipe, '--option', 'card=99981919191919191']],
    exitCode: 0,
    files: { 'o/generated/Account.csv': /A0000001,99981919191919192\n$/ },
  },
  {
    name: 'recipe-d3-date-between-years',
    run: [recipe],
    exitCode: 0,
    files: {
      'o/generated/D.csv':
        /,2025-11-25,2024-11-25,2021-11-25,2019-11-26,1966-11-26,2026-10-26,2026-05-27,2027-11-26,2026-12-26,2030-11-25,2026-11-05\n$/,
    },
  },
  {
    name: 'recipe-d4-merge-list',
    run: [recipe],
    exitCode: 0,
    files: {
      'o/generated/Account.csv': 'ExternalId,Type,Site,Name\nTESTDATA_MAIN_42_A0000001,Other,A,x\n',
    },
  },
  {
    name: 'recipe-d5-unknown-keys-macro',
    run: [recipe],
    exitCode: 0,
    says: ['4:3: Unknown key `value` in `macro`.'],
    files: { 'o/generated/Account.csv': /^.*\n.*,Margaret,1089,2026-10-27\n.*_A01,,,,\n$/ },
  },
  {
    name: 'recipe-d6-unknown-keys-option',
    run: [recipe],
    exitCode: 0,
    says: [
      /Warning: .*2:3: Unknown key `note` in `snowfakery_version`\./,
      /Warning: .*4:3: Unknown key `note` in `plugin`\./,
      /Warning: .*7:3: Unknown key `description` in `option`\./,
    ],
    files: { 'o/generated/Account.csv': /^.*\n.*A0000001,x\n.*A0000002,x\n$/ },
  },
  {
    name: 'recipe-d7-unused-option',
    run: [[...recipe, '--option', 'foo=3']],
    exitCode: 0,
    says: ['Warning: --option: The recipe has no option `foo`. It declares no options.'],
    files: { 'o/generated/Account.csv': /A0000001,x\n$/ },
  },
  {
    name: 'recipe-d8-update-hint',
    run: [recipe],
    exitCode: 2,
    says: ['3:30: Unknown name `input`.', '`--update-input-file FILE`'],
    files: { o: null },
  },
]);
