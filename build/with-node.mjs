#!/usr/bin/env node
// `with-node CMD ARGS` runs a command of this project under the locked Node: `node` itself or the bin of an installed package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, noNodeSentence, projectRoot, runAs } from './locked-node.mjs';

// The bin's script is started by us, not by its shebang or .cmd shim: the same on every system, and never by another Node.
function scriptOf(command) {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'node_modules', command, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command];
  return join(projectRoot, 'node_modules', command, bin);
}

const [command, ...args] = process.argv.slice(2);
const node = findNode();
if (command === undefined) {
  console.error('Usage: with-node COMMAND [ARGS]');
  process.exitCode = 2;
} else if (node === undefined) {
  console.error(noNodeSentence);
  process.exitCode = 1;
} else {
  runAs(node, node, command === 'node' ? args : [scriptOf(command), ...args]);
}
