// Reads the project's source files and what each of them imports and names, with the parser the build uses.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { parseSync } from 'vite';
import { projectRoot } from '../../build/paths.ts';

export type Source = { path: string; text: string };
export type Import = { specifier: string; line: number; isJsonAttributed: boolean };
/** A node of the syntax tree; only what the rules below ask for is spelled out. */
export type Node = { type: string; start: number; [key: string]: unknown };

export const codeFolders = ['shared', 'electron', 'renderer', 'hub', 'build', 'test'];
const codeEndings = new Set(['.ts', '.tsx', '.mjs']);

export function readSources(): Source[] {
  const present = codeFolders.filter((folder) => existsSync(join(projectRoot, folder)));
  return present.flatMap((folder) => {
    const names = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
    const paths = names.map((name) => posix.join(folder, name.replaceAll('\\', '/'))).filter((path) => codeEndings.has(extname(path)));
    return paths.toSorted().map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
  });
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Calls `visit` for each node with its parent and the key it stands under. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined, key: string) => void, parent?: Node, key = ''): void {
  visit(node, parent, key);
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node, name);
  }
}

const trees = new WeakMap<Source, Node>();

export function treeOf(source: Source): Node {
  const known = trees.get(source);
  if (known !== undefined) return known;
  const { program, errors } = parseSync(source.path, source.text);
  if (errors.length > 0) throw new Error(`${source.path}: ${errors[0]?.message}`);
  const tree = program as unknown as Node;
  trees.set(source, tree);
  return tree;
}

const importing = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType']);

/** Values and types, static and dynamic, re-exports too: a type import is a dependency as well. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(treeOf(source), (node) => {
    if (!importing.has(node.type)) return;
    const from = node['source'] ?? node['argument'];
    const literal = isNode(from) && from.type === 'TSLiteralType' ? from['literal'] : from;
    if (!isNode(literal) || typeof literal['value'] !== 'string') return;
    const attributes = JSON.stringify(node['attributes'] ?? node['options'] ?? []);
    found.push({ specifier: literal['value'], line: lineAt(source.text, node.start), isJsonAttributed: attributes.includes('"json"') });
  });
  return found;
}

/** The project path an import leads to, or undefined for a package. */
export function targetOf(source: Source, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(dirname(source.path), specifier.replace(/\?.*$/, '')) : undefined;
}

export const place = (source: Source, node: Node): string => `${source.path}:${lineAt(source.text, node.start)}`;
