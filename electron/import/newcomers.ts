// Decides which team, person, category and wait reason of a pack a name of the other system means, and what the pack must gain for it.
import type { Digest } from '../../shared/kernel/ids.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Pack, PackInput } from '../../shared/policy/pack-schema.ts';
import type { Mapping } from './mapping.ts';
import type { Names } from './names.ts';

/** Ids in the pack for names of the export; every name that `collectNames` saw has one. */
export type Lookup = {
  readonly team: (name: string) => string;
  readonly person: (name: string) => string;
  readonly category: (name: string | null) => string;
  readonly wait: (candidates: readonly string[]) => string;
  /** The person in whose name the import acts. */
  readonly importer: string;
};

export type Grown = {
  readonly lookup: Lookup;
  /** The pack that knows every name; null where the pack in force already does. */
  readonly pack: PackInput | null;
  readonly added: { readonly teams: number; readonly people: number; readonly categories: number };
};

/**
 * Refusals: `unknown-wait` (the pack has none of the mapping's wait reasons), `unknown-lead` (the mapping's lead is not in
 * the pack), `no-lead`. Known names are found by id or by name, in both languages; nothing known is changed except that
 * the demo people join the imported teams.
 */
export const growPack = (pack: Pack, names: Names, mapping: Mapping, digest: Digest): Result<Grown> => {
  const idOf = createIdOf(digest);
  const leader = leaderFor(pack, mapping);
  if (!leader.ok) return leader;
  const waits = waitsFor(pack, names, mapping);
  if (!waits.ok) return waits;

  const teams = createFinder(
    pack.teams.map(({ id, name }) => ({ id, names: [name.de, name.en] })),
    idOf,
  );
  const people = createFinder(
    pack.roster.map(({ id, name }) => ({ id, names: [name] })),
    idOf,
  );
  const { category: unknown } = mapping.defaults;
  const categories = createFinder(
    [...pack.categories, unknown].map(({ id, label }) => ({ id, names: [label.de, label.en] })),
    idOf,
  );
  const imported = [...names.groups].map((name) => ({ name, id: teams.find(name) }));
  const newTeams = firstOfEach(imported)
    .filter(({ id }) => !pack.teams.some((team) => team.id === id))
    .map(({ name, id }) => ({
      id,
      name: { de: name, en: name },
      tier: mapping.teams.tier,
      lead: leader.value.lead,
      calendar: leader.value.calendar,
    }));
  const newCategories = firstOfEach(
    [...names.categories].map((name) => ({ id: categories.find(name), label: { de: name, en: name } })).concat(unknown),
  ).filter(({ id }) => !pack.categories.some((known) => known.id === id));

  const memberships = new Map<string, Set<string>>();
  for (const [name, groups] of names.people) {
    const mine = memberships.get(people.find(name)) ?? new Set();
    groups.forEach((group) => mine.add(teams.find(group)));
    memberships.set(people.find(name), mine);
  }
  const importer = pack.roster.find(({ role }) => role === 'importer')?.id ?? 'import';
  const nameOf = new Map([...names.people.keys()].map((name) => [people.find(name), name]));
  if (!pack.roster.some(({ id }) => id === importer)) nameOf.set(importer, 'Import');
  const newPeople = [...nameOf]
    .filter(([id]) => !pack.roster.some((person) => person.id === id))
    .map(([id, name]) => ({
      id,
      name,
      role: id === importer ? ('importer' as const) : ('agent' as const),
      tier: mapping.teams.tier,
      teams: [...(memberships.get(id) ?? [])],
      signIn: false,
      demo: false,
    }));

  const roster = pack.roster.map((person) => {
    // The demo people see everything; a lead belongs to what he leads; of all others only those without sign-in follow the export.
    const all = person.demo || (person.id === leader.value.lead && newTeams.length > 0);
    const joins = all ? imported.map(({ id }) => id) : person.signIn ? [] : [...(memberships.get(person.id) ?? [])];
    return { ...person, teams: [...new Set([...person.teams, ...joins])] };
  });
  const joined = roster.some((person, n) => person.teams.length !== pack.roster[n]!.teams.length);
  const changed = joined || newTeams.length + newPeople.length + newCategories.length > 0;
  const grown = {
    ...pack,
    teams: [...pack.teams, ...newTeams],
    roster: [...roster, ...newPeople],
    categories: [...pack.categories, ...newCategories],
  };
  return ok({
    lookup: {
      team: teams.find,
      person: people.find,
      category: (name) => (name === null ? unknown.id : categories.find(name)),
      wait: (candidates) => waits.value.get(candidates.join(' '))!,
      importer,
    },
    // The version follows from the content: the same export gives the same version, on every desk.
    pack: changed
      ? {
          ...grown,
          version: versionOf(pack.version, mapping.system, digest(JSON.stringify([grown.teams, grown.roster, grown.categories]))),
        }
      : null,
    added: { teams: newTeams.length, people: newPeople.length, categories: newCategories.length },
  });
};

/** "Group X" and "GROUP  X" are one: the way it was written first names it. */
const firstOfEach = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] =>
  [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();

const versionOf = (base: string, system: string, hash: string): string =>
  `${base.split('+')[0]!.slice(0, 40)}+${system.slice(0, 10)}.${hash.slice(0, 8)}`;

const leaderFor = (pack: Pack, mapping: Mapping): Result<{ readonly lead: string; readonly calendar: string }> => {
  const like = pack.teams.find(({ tier }) => tier === mapping.teams.tier) ?? pack.teams[0]!;
  const lead = mapping.teams.lead ?? like.lead;
  if (!pack.roster.some(({ id }) => id === lead))
    return refuse('unknown-lead', { lead, system: mapping.system, principal: pack.principal.id });
  return ok({ lead, calendar: like.calendar });
};

const waitsFor = (pack: Pack, names: Names, mapping: Mapping): Result<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const [key, candidates] of names.waits) {
    const wait = candidates.find((candidate) => pack.waits.some(({ id }) => id === candidate));
    if (wait === undefined)
      return refuse('unknown-wait', {
        waits: candidates.join(', '),
        system: mapping.system,
        principal: pack.principal.id,
        known: pack.waits.map(({ id }) => id).join(', '),
      });
    found.set(key, wait);
  }
  return ok(found);
};

type Known = { readonly id: string; readonly names: readonly string[] };

const fold = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** Finds the id of a name among the known; an unknown name gets one of its own, always the same. */
const createFinder = (known: readonly Known[], idOf: (name: string) => string): { readonly find: (name: string) => string } => {
  const ids = new Map<string, string>();
  const learn = (name: string, id: string): void => {
    if (!ids.has(fold(name))) ids.set(fold(name), id);
  };
  // Names before ids: "Group-5" must not become the group whose id merely looks like it.
  for (const { id, names } of known) names.forEach((name) => learn(name, id));
  for (const { id } of known) learn(id, id);
  const find = (name: string): string => {
    const found = ids.get(fold(name));
    if (found !== undefined) return found;
    const own = idOf(name);
    ids.set(fold(name), own);
    return own;
  };
  return { find };
};

/** "Group 56" → "group-56"; a name that loses something on the way gets a few digits of its digest. */
export const createIdOf =
  (digest: Digest) =>
  (name: string): string => {
    const folded = fold(name);
    const id = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
    const faithful = id !== '' && id.length <= 60 && /^[a-z0-9 ]+$/.test(folded);
    return faithful ? id : `${id.slice(0, 60)}${id === '' ? 'x' : ''}-${digest(folded).slice(0, 8)}`;
  };
