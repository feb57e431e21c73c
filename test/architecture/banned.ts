// Names the core may not speak: whoever asks the machine for time, chance or a timer cannot be replayed.
import { isNode, place, treeOf, walk, type Node, type Source } from './source.ts';

const globals = new Set(
  [
    ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process', 'Buffer', 'window', 'document', 'navigator', 'globalThis'],
    ['localStorage', 'fetch', 'performance', 'crypto', 'console', 'require', 'eval'],
  ].flat(),
);
const members = new Set(['Date.now', 'Math.random', 'Temporal.Now', 'crypto.getRandomValues', 'crypto.randomUUID']);

/** Positions in which an identifier is only a label, as `window` in `{ window: line }` or `callback.window`. */
function isLabel(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (key === 'property' || key === 'key') return parent['computed'] !== true && parent['shorthand'] !== true;
  return parent.type.startsWith('TS') || parent.type === 'ImportSpecifier' || parent.type === 'LabeledStatement';
}

const binds = (parent: Node | undefined, key: string): boolean =>
  (key === 'id' && parent?.type === 'VariableDeclarator') ||
  key === 'params' ||
  key === 'local' ||
  (key === 'left' && parent?.type === 'AssignmentPattern');

/** Names the file gives to things of its own; patterns are searched whole, which errs on the quiet side only for such names. */
function ownNames(tree: Node): Set<string> {
  const names = new Set<string>();
  walk(tree, (node, parent, key) => {
    if (!binds(parent, key)) return;
    walk(node, (inner, innerParent, innerKey) => {
      if (inner.type === 'Identifier' && !isLabel(innerParent, innerKey)) names.add(String(inner['name']));
    });
  });
  return names;
}

function complaint(node: Node, parent: Node | undefined, key: string, own: Set<string>): string | undefined {
  if (node.type === 'MemberExpression') {
    const { object, property } = node;
    const name = isNode(object) && isNode(property) ? `${String(object['name'])}.${String(property['name'] ?? property['value'])}` : '';
    return members.has(name) ? name : undefined;
  }
  const isDate = (callee: unknown): boolean => isNode(callee) && callee['name'] === 'Date';
  if (node.type === 'CallExpression' && isDate(node['callee'])) return 'Date()';
  if (node.type === 'NewExpression' && isDate(node['callee']) && (node['arguments'] as unknown[]).length === 0) return 'new Date()';
  const name = node.type === 'Identifier' ? String(node['name']) : '';
  // Node has no Temporal of its own yet: it comes from the package, or the core would run in browsers only.
  const isForeign = globals.has(name) || name === 'Temporal';
  return isForeign && !own.has(name) && !isLabel(parent, key) ? name : undefined;
}

export function bannedNames(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('shared/'))
    .flatMap((source) => {
      const own = ownNames(treeOf(source));
      const found: string[] = [];
      walk(treeOf(source), (node, parent, key) => {
        const name = complaint(node, parent, key, own);
        if (name !== undefined) found.push(`${place(source, node)} uses ${name}`);
      });
      return found;
    });
}
