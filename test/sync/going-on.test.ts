// What a desk says of itself where only a person can help: what waits there, which of two copies goes on, what is only provisional, and that nothing may be done.
import { describe, expect, it } from 'vitest';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createDesk } from '../../shared/desk.ts';
import { LANE, notes, opens, says } from './desks.ts';
import { forged, noteOn } from './forged.ts';
import { chairAt, held, meet, offers, offices, queued, type Offices } from './two-offices.ts';

/** Lena's desk is copied, the copy says something, and Lena says something, too. */
const forked = async (): Promise<{ readonly at: Offices; readonly caseId: string }> => {
  const at = await offices();
  const caseId = await held(at);
  const { lena, office } = at;
  const copy = forged([noteOn(office, lena, caseId)], lena.store.journalHead(LANE), lena.device);
  notes(lena, caseId, 'vom Original');
  expect(await office.seat(lena.device).push(copy)).toMatchObject({ ok: true });
  await lena.engine.sync(LANE);
  return { at, caseId };
};

describe('a desk of which two copies were seen', () => {
  it('[Q54] tells its author what waits, with every word; a lead what everybody could not send', async () => {
    const { at, caseId } = await forked();
    const [hers, tims, leads] = [
      await chairAt(at, at.lena, 'lena'),
      await chairAt(at, at.lena, 'tim'),
      await chairAt(at, at.lena, 'murat'),
    ];
    expect((await hers('sync.status', {})).trouble).toBe('journal-forked');
    const row = { caseId, type: 'add-note', by: 'lena', title: 'Router blinkt rot', body: { text: 'vom Original' } };
    expect(await hers('sync.unsent', {})).toMatchObject([row]);
    expect(await tims('sync.unsent', {})).toEqual([]);
    expect(await leads('sync.unsent', {})).toMatchObject([row]);
  });

  it('[Q55] goes on when a lead says so there, and everything that waited arrives once', async () => {
    const { at, caseId } = await forked();
    const [hers, leads] = [await chairAt(at, at.lena, 'lena'), await chairAt(at, at.lena, 'murat')];
    expect(await hers('sync.go-on', {})).toEqual({ ok: false, refusal: { code: 'role-forbids-going-on', data: {} } });
    at.lena.line.isDead = true;
    expect(await leads('sync.go-on', {})).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    at.lena.line.isDead = false;
    expect(await leads('sync.go-on', {})).toMatchObject({ ok: true, value: { trouble: null, waiting: 0 } });
    const said = (await at.office.ledgerStore.eventsOf(caseId)).filter(({ event }) => event.type === 'note-added');
    expect(said.length).toBe(2);
    expect(await leads('sync.go-on', {})).toEqual({ ok: false, refusal: { code: 'not-needed', data: {} } });
    expect(await hers('sync.unsent', {})).toEqual([]);
  });
});

it('[Y96] a handover of a case that was taken provisionally says so to its receiver, until the hub has spoken', async () => {
  const at = await offices();
  const caseId = await queued(at);
  const { lena } = at;
  const jonas = await chairAt(at, lena, 'jonas');
  const rows = async () => (await jonas('lead.inbox', { limit: 9 })).handovers.map(({ row }) => [row.caseId, row.tentative]);
  lena.line.isDead = true;
  says(lena, 'take-case', caseId);
  offers(at, caseId);
  expect(await rows()).toEqual([[caseId, true]]);
  lena.line.isDead = false;
  await meet(lena);
  expect(await rows()).toEqual([[caseId, undefined]]);
});

it('[S45] [Q56] a desk that may only be looked at offers no verb on any case, and says why', async () => {
  const at = await offices();
  const { lena, office } = at;
  const caseId = opens(lena);
  const clock = (): number => office.clock.now;
  const parts = { engine: lena.engine, store: lena.store, clock, newId: createNewId(clock, office.random), demo: true };
  const desk = createDesk({ ...parts, host: { host: 'browser', version: '0' }, readOnly: true });
  const signed = await desk.call('session.sign-in', null, { lane: LANE, person: 'lena' });
  const view = signed.ok ? await desk.call('case.view', signed.value.session, { caseId }) : null;
  const verbs = view?.ok === true ? Object.entries(view.value.can) : [];
  expect(verbs.length).toBeGreaterThan(30);
  expect(verbs.filter(([, refusal]) => refusal?.code !== 'read-only')).toEqual([]);
});
