#!/usr/bin/env node
// The installed command. Old versions of Node must be able to read this file, so that they can say that they are too old.

const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  import('../dist/cli.js');
} else {
  const message = `sfdc-datagen needs Node 22.18 or newer; this is Node ${process.versions.node}.`;
  const hint = 'Install a current Node from https://nodejs.org.';
  const error = { exit_code: 2, problems: [{ message, place: '', hint }] };
  if (process.argv.indexOf('--json') >= 0) console.log(JSON.stringify({ error }, null, 2));
  else console.error(`Error: ${message} ${hint}`);
  process.exitCode = 2;
}
