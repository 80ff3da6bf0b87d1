import type { FakeCall } from '../src/fakes/fake.ts';
import { loadFakes } from '../src/fakes/fakes.ts';
import { KeyedDraw } from '../src/random/draw.ts';

/** Calls per second of the fakes that recipes use most, each with a draw of its own, as rows make them. */
const MOST_USED =
  `last_name first_name phone_number company city email state postalcode text name street_address
catch_phrase country job year sentence word paragraph date_between`.split(/\s+/);
const CALLS = 200_000;

const began = performance.now();
const fakes = await loadFakes('en_US');
console.log(`en_US loaded in ${(performance.now() - began).toFixed(0)} ms`);

const draw = new KeyedDraw();
const call: FakeCall = { draw, args: {}, row: () => undefined, ordinal: 1, asOf: '2026-11-02' };
for (const name of MOST_USED) {
  const fake = fakes.find(name)!;
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    for (let key = 0; key < CALLS; key++) {
      draw.rekey(key);
      fake(call);
    }
    least = Math.min(least, performance.now() - start);
  }
  const perCall = (least / CALLS) * 1e6;
  console.log(
    `${name.padEnd(16)} ${(1e9 / perCall).toFixed(0).padStart(9)}/s ${perCall.toFixed(0).padStart(6)} ns`,
  );
}
