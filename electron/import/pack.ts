// Takes a policy pack from a file into a store: checked whole, refused with every fault, published beside what stands in the store.
import { readFileSync } from 'node:fs';
import { digest } from './run-import.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { readPack } from '../../shared/policy/check.ts';
import type { PackFault, PackFaults } from '../../shared/policy/pack-fault.ts';
import type { Pack } from '../../shared/policy/pack-schema.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { holdsStore } from '../cli/folder.ts';
import { openReadOnly } from '../read-only.ts';
import { openWorkplace } from '../workplace.ts';
import { faultLine } from '../pack-faults.ts';

export type PackJob = {
  readonly file: string;
  readonly dir: string;
  /** The principal the person named; null = whoever the pack is for. */
  readonly principal: string | null;
  readonly dry: boolean;
  readonly fault: (fault: ReturnType<typeof faultLine>) => void;
};

export type PackReport = {
  readonly principal: string;
  readonly version: string;
  readonly validFrom: string;
  /** False where this very pack was published before. */
  readonly added: boolean;
  /** Nothing of this principal stood here before. */
  readonly first: boolean;
  /** Taken over from the pack before, because cases may stand in them; people only those who cannot sign in. */
  readonly kept: { readonly teams: number; readonly people: number; readonly categories: number };
};

/** What the person reads of it; `dryRun`: nothing was written. */
export const packSentence = ({ added, first, kept, ...report }: PackReport & { readonly dryRun: boolean }): Refusal => {
  const code = report.dryRun ? 'pack-sound' : !added ? 'pack-known' : first ? 'pack-first' : 'pack-published';
  return { code, data: { ...report, ...kept } };
};

/** Where packs stand and are published: a data folder, or a hub. */
export type PackShelf = {
  /** In the order of publication. */
  readonly packs: () => Promise<Result<readonly Pack[]>>;
  readonly publish: (pack: Pack) => Promise<Result<unknown, PackFaults> | Result<never>>;
};

/** Refusals: those of `takePack` and of opening a folder. A missing folder begins with the starter packs. */
export const importPack = ({ dir, ...job }: PackJob): Promise<Result<PackReport>> =>
  takePack(job, {
    packs: () => Promise.resolve(knownPacks(dir)),
    publish: async (pack) => {
      const opened = await openWorkplace({ dir });
      if (!opened.ok) return opened;
      try {
        return await opened.value.engine.publishPack(pack);
      } finally {
        await opened.value.close();
      }
    },
  });

/**
 * Refusals: `not-json`, `pack-faults` {file, count} after every fault was told, `pack-principal`, `pack-version-used`, and those
 * of the shelf. Nothing is written before the whole pack is found sound.
 */
export const takePack = async ({ file, principal, dry, fault }: Omit<PackJob, 'dir'>, shelf: PackShelf): Promise<Result<PackReport>> => {
  const read = readDocument(file);
  if (!read.ok) return read;
  const told = (faults: PackFaults): Result<never> => {
    faults.data.faults.map((each: PackFault) => faultLine(each)).forEach(fault);
    return refuse('pack-faults', { file, count: faults.data.faults.length });
  };
  const pack = readPack(read.value);
  if (!pack.ok) return told(pack.refusal);
  const { id } = pack.value.principal;
  if (principal !== null && principal !== id) return refuse('pack-principal', { file, principal, found: id });
  const before = await shelf.packs();
  if (!before.ok) return before;
  const last = before.value.findLast((each) => each.principal.id === id) ?? null;
  const { pack: whole, kept } = keep(pack.value, last);
  const fits = readPack(whole);
  if (!fits.ok) return told(fits.refusal);
  const published = before.value.find((each) => each.principal.id === id && each.version === whole.version);
  // What an import added to a pack is not lost by giving that pack once more; nothing has changed then.
  const again =
    last !== null && last.version.split('+')[0] === pack.value.version && isEqual({ ...last, version: whole.version }, fits.value);
  const same = again ? last : published;
  // A version once published never changes: cases were judged by it.
  if (!again && same !== undefined && !isEqual(same, fits.value))
    return refuse('pack-version-used', { version: whole.version, principal: id });
  const report: PackReport = {
    principal: id,
    version: same?.version ?? whole.version,
    validFrom: whole.validFrom,
    added: same === undefined,
    first: last === null,
    kept,
  };
  if (dry || same !== undefined) return ok(report);
  const done = await shelf.publish(whole);
  if (done.ok) return ok(report);
  return isFaults(done.refusal) ? told(done.refusal) : { ok: false, refusal: done.refusal };
};

const isFaults = (refusal: PackFaults | Refusal): refusal is PackFaults => Array.isArray(refusal.data['faults']);

/** Both were read by the same schema, which gives their keys the same order. */
const isEqual = (a: Pack, b: Pack): boolean => JSON.stringify(a) === JSON.stringify(b);

const readDocument = (file: string): Result<unknown> => {
  try {
    return ok(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    return refuse('not-json', { file, why: error instanceof Error ? error.message : String(error) });
  }
};

/** Every pack of the store in the order of publication; of a folder that is still to be made, those it will begin with. */
const knownPacks = (dir: string): Result<readonly Pack[]> => {
  if (!holdsStore(dir)) return ok(STARTER_PACKS.flatMap(sound));
  const store = openReadOnly(dir);
  if (!store.ok) return store;
  const packs = store.value.packs().flatMap(({ document }) => sound(document));
  store.value.close();
  return ok(packs);
};

export const sound = (document: unknown): readonly Pack[] => {
  const read = readPack(document);
  return read.ok ? [read.value] : [];
};

/** Adds what the pack before had and this one lacks, as far as cases of the store may stand in it. */
const keep = (pack: Pack, before: Pack | null): { readonly pack: Pack; readonly kept: PackReport['kept'] } => {
  const lacks = <Item extends { readonly id: string }>(old: readonly Item[] | undefined, now: readonly Item[]): readonly Item[] =>
    (old ?? []).filter(({ id }) => !now.some((item) => item.id === id));
  const lost = lacks(before?.teams, pack.teams);
  const roster = [...pack.roster, ...lacks(before?.roster, pack.roster).filter(({ signIn }) => !signIn)];
  const teams = lost.map((team) => {
    const like = pack.teams.find(({ tier }) => tier === team.tier) ?? pack.teams[0]!;
    return {
      ...team,
      lead: roster.some(({ id }) => id === team.lead) ? team.lead : like.lead,
      calendar: Object.hasOwn(pack.calendars, team.calendar) ? team.calendar : like.calendar,
    };
  });
  const categories = lacks(before?.categories, pack.categories);
  const known = new Set([...pack.teams, ...teams].map(({ id }) => id));
  const joined = roster.map((person) => {
    // Whoever worked in a team that stays goes on seeing it.
    const old = before?.roster.find(({ id }) => id === person.id)?.teams.filter((id) => lost.some((team) => team.id === id)) ?? [];
    const led = teams.filter(({ lead }) => lead === person.id).map(({ id }) => id);
    return { ...person, teams: [...new Set([...person.teams, ...old, ...led])].filter((id) => known.has(id)) };
  });
  const kept = { teams: teams.length, people: roster.length - pack.roster.length, categories: categories.length };
  if (kept.teams + kept.people + kept.categories === 0) return { pack, kept };
  const grown = { ...pack, teams: [...pack.teams, ...teams], roster: joined, categories: [...pack.categories, ...categories] };
  const mark = digest(JSON.stringify([grown.teams, grown.roster, grown.categories])).slice(0, 8);
  return { pack: { ...grown, version: `${pack.version.split('+')[0]!.slice(0, 40)}+kept.${mark}` }, kept };
};
