import { compileText } from '../src/formula/compile/compile.ts';
import type { Scope } from '../src/formula/scope.ts';
import { PyDate } from '../src/python/dates/date.ts';
import type { PyObject, Value } from '../src/python/value.ts';

/** Nanoseconds that one evaluation of a formula takes, names included; run with `node bench/formula.ts`. */

interface Context {
  parent: PyObject;
  x: number;
  today: PyDate;
}

const fields = new Map<string, Value>([
  ['Name', 'Acme Corporation'],
  ['Count', 12],
]);
const context: Context = {
  parent: { pyText: () => '3', pyGet: (name) => fields.get(name) },
  x: 42,
  today: new PyDate(2026, 1, 15),
};

const names: Record<string, (context: Context) => Value> = {
  Parent: ({ parent }) => parent,
  x: ({ x }) => x,
  today: ({ today }) => today,
};

const scope: Scope<Context> = { resolve: (name) => names[name], names: () => Object.keys(names) };

const FORMULAS = [
  '${{Parent.Name}}',
  '${{Parent.Name}} – ${{x}}',
  '${{x * 2 + 1}}',
  '${{x // 5 % 3}}',
  "${{'big' if Parent.Count > 10 else 'small'}}",
  '${{Parent.Name.upper()}}',
  '${{Parent.Name[:4] ~ x}}',
  '${{Parent.Name|title}}',
  "${{today.strftime('%Y/%m/%d')}}",
  '${{today.year}}',
];

const TIMES = 1_000_000;

for (const formula of FORMULAS) {
  const { evaluate } = compileText(formula, scope, 3);
  for (let i = 0; i < TIMES / 10; i++) evaluate(context);
  const start = process.hrtime.bigint();
  for (let i = 0; i < TIMES; i++) evaluate(context);
  const took = Number(process.hrtime.bigint() - start) / TIMES;
  console.log(`${took.toFixed(0).padStart(6)} ns  ${formula}`);
}
