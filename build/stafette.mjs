#!/usr/bin/env node
// The command `stafette`: runs the CLI straight from source (Node strips the types) under the locked Node.
import { join } from 'node:path';
import { findNode, noNodeSentence, projectRoot, runAs } from './locked-node.mjs';

const node = findNode();
if (node === undefined) {
  console.error(noNodeSentence);
  process.exitCode = 1;
} else {
  runAs(node, node, ['--disable-warning=ExperimentalWarning', join(projectRoot, 'electron', 'cli.ts'), ...process.argv.slice(2)]);
}
