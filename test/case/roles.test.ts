// The role table as a table, and the refusals as a closed list.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type CommandType } from '../../shared/case/commands.ts';
import { isBudgetVerb } from '../../shared/case/decide-budget.ts';
import { REFUSALS } from '../../shared/case/refusals.ts';
import { ROLES } from '../../shared/case/role-table.ts';
import type { Role } from '../../shared/policy/pack-schema.ts';
import { command, given } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { opened } from './story.ts';

const VERBS = Object.keys(COMMANDS) as CommandType[];
const roles = Object.keys(ROLES) as Role[];

describe('the role table', () => {
  it('[C14] forbids what it does not name, to every role and for every verb', () => {
    for (const role of roles) {
      const person = [...TELECOM.people.values()].find((candidate) => candidate.role === role);
      if (person === undefined) throw new Error(`the pack has no ${role}`);
      for (const verb of VERBS.filter((type) => ROLES[role][type] === undefined))
        given(opened())
          .when(person.id, command(verb, {} as never))
          .thenRefused('role-forbids', { role, verb });
    }
  });
  it('[C14] lets an auditor change nothing and an importer import only', () => {
    expect(ROLES.auditor).toEqual({});
    expect(Object.keys(ROLES.importer)).toEqual(['import-row']);
  });
  it('[C14] gives everybody who works with customers every verb but what a clock or another system does, and the first tier no word to many', () => {
    const others: readonly CommandType[] = ['import-row', 'expire-approval', 'flag-unresolved'];
    const toMany: readonly CommandType[] = ['tell-parts', 'tell-part', 'close-part'];
    // How good a handover was is for its receiver to say, and what its sender may learn from it for a lead.
    const quality: readonly CommandType[] = ['rate-handover', 'coach'];
    const left = (without: readonly CommandType[]) => VERBS.filter((verb) => !isBudgetVerb(verb) && !without.includes(verb)).sort();
    const onCases = (role: Role) => (Object.keys(ROLES[role]) as CommandType[]).filter((verb) => !isBudgetVerb(verb)).sort();
    expect(onCases('agent')).toEqual(left([...others, ...toMany, ...quality]));
    expect(onCases('specialist')).toEqual(left([...others, 'coach']));
    for (const role of ['lead', 'manager'] as const) expect(onCases(role)).toEqual(left(others));
  });
  it('[U12] lets whoever decides pay, a lead stop a lease, a manager alone give one up, and the watch ask and return', () => {
    const onBudgets = (role: Role) => (Object.keys(ROLES[role]) as CommandType[]).filter(isBudgetVerb).sort();
    const pays = ['give-back-budget', 'spend-budget'];
    const stops = ['freeze-lease', 'recall-lease'];
    expect(onBudgets('agent')).toEqual(pays);
    expect(onBudgets('specialist')).toEqual(pays);
    expect(onBudgets('lead')).toEqual([...pays, ...stops].sort());
    expect(onBudgets('manager')).toEqual([...pays, ...stops, 'release-budget', 'write-off-lease'].sort());
    expect(onBudgets('watchdog')).toEqual(['ask-lease', 'freeze-lease', 'give-back-budget', 'return-lease', 'thaw-lease']);
  });
  it('[C2] somebody without a team opens nothing', () => {
    const policy = telecomWith({ roster: TELECOM.pack.roster.map((person) => (person.id === 'tim' ? { ...person, teams: [] } : person)) });
    const opening = {
      number: 'NT-0A00-4K7',
      customer: null,
      category: 'billing',
      channel: 'phone',
      urgency: 'low',
      impact: 'low',
      reason: null,
      call: null,
    } as const;
    given().when('tim', command('open-case', opening), { policy }).thenRefused('no-team', { person: 'tim' });
  });
});

describe('the refusals', () => {
  it('[C19] stand in the list and are all in use', () => {
    const folder = join(import.meta.dirname, '../../shared/case');
    const sources = readdirSync(folder)
      .filter((name) => name !== 'refusals.ts')
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const used = new Set(sources.flatMap((text) => [...text.matchAll(/refuseCase\(\s*'([a-z-]+)'/g)].map((match) => match[1]!)));
    const fromMatrix = ['unknown-reason', 'no-route'];
    expect([...used, ...fromMatrix].sort()).toEqual(Object.keys(REFUSALS).sort());
  });
});
