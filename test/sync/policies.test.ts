// Packs once stored stay readable: a check that has grown stricter since keeps nobody from cases decided by an older pack.
import { describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { checkPack, createPolicies } from '../../shared/sync/policies.ts';

const telecom = ALL_STARTER_PACKS['telecom']!;
const stored = (document: unknown) => [{ lane: 'nordlicht', version: telecom.version, document: document as typeof telecom, at: 1 }];

describe('stored packs', () => {
  it('[Y34] are read by their shape alone, while a pack to be published must pass every check', () => {
    const [first, ...others] = telecom.teams;
    const wanting = { ...telecom, teams: [{ ...first!, calendar: 'nowhere' }, ...others] };
    expect(checkPack(wanting)).toMatchObject({ ok: false, refusal: { code: 'pack-broken' } });
    const policies = createPolicies();
    policies.add(stored(wanting));
    expect(policies.version('nordlicht', telecom.version)?.teams.get(first!.id)?.calendar).toBe('nowhere');
    expect(checkPack(telecom).ok).toBe(true);
  });

  it('[Y34] that have lost their shape are named with their principal and version', () => {
    const policies = createPolicies();
    expect(() => policies.add(stored({ ...telecom, teams: 'none' }))).toThrow(`stored pack ${telecom.version} of nordlicht`);
  });
});
