// The rules of the house as functions from source files to complaints; who may import whom is the table at the top.
import { importsOf, targetOf, type Source } from './source.ts';

/** Inside `shared`: each room with the rooms it may import, itself always included. */
const rooms: Record<string, readonly string[]> = {
  kernel: [],
  handover: ['kernel'],
  policy: ['kernel', 'handover'],
  case: ['kernel', 'policy', 'handover'],
  views: ['kernel', 'policy', 'handover', 'case'],
  store: ['kernel', 'policy', 'handover', 'case', 'views'],
  sync: ['kernel', 'policy', 'handover', 'case', 'views', 'store'],
  packs: ['kernel', 'policy'],
};

/** A screen talks to DeskApi only: it knows words and shapes, but neither stores nor transports. */
const closedToRenderer = /^shared\/(?:store|sync|packs)\/|^shared\/desk/;

const sharedPackages = ['zod', 'temporal-polyfill', 'date-holidays'];
const browserPackages = /^(?!node:|electron$|better-sqlite3$|ws$|pg$)/;

const folderOf = (path: string): string => path.split('/')[0] ?? '';
const roomOf = (path: string): string => (path.split('/').length > 2 ? (path.split('/')[1] ?? '') : 'top');
const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function maySharedImport(from: string, to: string): boolean {
  if (folderOf(to) !== 'shared') return false;
  const room = roomOf(from);
  // api.ts, desk.ts and their like stand on top of all rooms; nothing below knows them.
  if (room === 'top' || room === roomOf(to)) return true;
  return rooms[room]?.includes(roomOf(to)) ?? false;
}

function mayImport(from: string, to: string): boolean {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (here === 'test') return true;
  if (here === 'build') return there !== 'renderer';
  if (here === 'shared') return maySharedImport(from, to);
  if (here === 'renderer') return there === 'renderer' || (there === 'shared' && !closedToRenderer.test(to));
  // With no hub elsewhere the workstation keeps one: its composition root, and no other file, puts the hub's ledger behind the loopback.
  if (from === 'electron/workplace.ts' && to === 'hub/embedded.ts') return true;
  // Both keep databases in a folder, and copy them before a migration in one way.
  if (from === 'electron/database.ts' && to === 'hub/backup.ts') return true;
  // The command line starts what hubs are; the words of the command are all it adds.
  if (/^electron\/cli\/simulate[a-z-]*\.ts$/.test(from) && /^hub\/simulation\/(?:simulate|escrow\/escrow)\.ts$/.test(to)) return true;
  if (/^electron\/cli\/hub[a-z-]*\.ts$/.test(from) && /^hub\/(?:server|register)\//.test(to)) return true;
  if (here === 'electron' && to === 'shared/store/sqlite-ledger-store.ts') return false;
  // The host starts the build of its own checkout; apart from that nobody reaches into build/ or test/.
  if (here === 'electron' && there === 'build') return true;
  return there === here || there === 'shared';
}

function mayUsePackage(from: string, specifier: string): boolean {
  const folder = folderOf(from);
  if (folder === 'shared') return sharedPackages.includes(packageOf(specifier));
  if (folder === 'renderer') return browserPackages.test(specifier);
  return folder !== 'hub' || specifier !== 'electron';
}

export function importTable(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, line }) => {
      const target = targetOf(source, specifier);
      const allowed = target === undefined ? mayUsePackage(source.path, specifier) : mayImport(source.path, target);
      return allowed ? [] : [`${source.path}:${line} may not import ${target ?? specifier}`];
    }),
  );
}

/** A room nobody wrote into the table would be free of all rules. */
export function knownRooms(sources: Source[]): string[] {
  const inShared = sources.filter(({ path }) => folderOf(path) === 'shared').map(({ path }) => roomOf(path));
  return [...new Set(inShared)]
    .filter((room) => room !== 'top' && !(room in rooms))
    .map((room) => `shared/${room} is not in the import table`);
}

/** Source runs as it is: Node wants the ending of a file, and the attribute of a JSON one. */
export function runnableImports(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, line, isJsonAttributed }) => {
      if (!specifier.startsWith('.')) return [];
      if (!/\.(?:ts|tsx|mjs|cjs|js|json|css)(?:\?\w+)?$/.test(specifier))
        return [`${source.path}:${line} needs the file's ending: ${specifier}`];
      return specifier.endsWith('.json') && !isJsonAttributed ? [`${source.path}:${line} needs with { type: 'json' }: ${specifier}`] : [];
    }),
  );
}

export function loops(sources: Source[]): string[] {
  const next = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap(({ specifier }) => targetOf(source, specifier) ?? [])] as const),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const follow = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) follow(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) follow(path, []);
  return found;
}

export function barrels(sources: Source[]): string[] {
  return sources.filter(({ path }) => /(?:^|\/)index\.(?:ts|tsx|mjs)$/.test(path)).map(({ path }) => `${path} is a folder barrel`);
}

export const ceiling = 300;

export function tooLong(sources: Source[], exceptions: Record<string, string>): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > ceiling && !(path in exceptions) ? [`${path} has ${lines} lines`] : [];
  });
}

/** An exception that is no longer needed would silently allow the file to grow again. */
export function idleExceptions(sources: Source[], exceptions: Record<string, string>): string[] {
  const long = tooLong(sources, {});
  return Object.keys(exceptions).filter((path) => !long.some((complaint) => complaint.startsWith(`${path} `)));
}

/** A sentence may run on over several lines; what counts is that the first line begins one. */
export function withoutOpening(sources: Source[]): string[] {
  const product = sources.filter(({ path }) => folderOf(path) !== 'test' && !path.endsWith('.d.ts'));
  return product.flatMap(({ path, text }) => {
    const first = text.replace(/^#!.*\n/, '').split('\n')[0] ?? '';
    return /^(?:\/\/|\/\*\*?) [`A-Z].*\w.* .*\w/.test(first) ? [] : [`${path} does not begin with a sentence on what it knows`];
  });
}
