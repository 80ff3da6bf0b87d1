// Loaded with --import: the clock of the process stands a year ahead.
const AHEAD = 365 * 86_400_000;

globalThis.Date = new Proxy(Date, {
  construct: (real, args, target) =>
    Reflect.construct(real, args.length === 0 ? [real.now() + AHEAD] : args, target),
  apply: (real) => new real(real.now() + AHEAD).toString(),
  get: (real, name) => (name === 'now' ? () => real.now() + AHEAD : Reflect.get(real, name)),
});
