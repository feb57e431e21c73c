// The end of a shift: everything in one person's hand goes to one colleague, and stays with its owner until it is taken.
import { expect, it } from 'vitest';
import type { CallOutput } from '../../shared/api.ts';
import { opened, people } from './api-journeys.ts';
import { settled, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;
const promised = async (person: Person, caseId: string, what: string): Promise<string> => {
  await person.send('make-promise', caseId, { due: (await nowOf(person)) + HOUR, by: person.id, callback: false }, { what });
  await settled(person);
  return (await person.view(caseId)).promises.find((row) => row.what === what)!.promise;
};

const sent = async (person: Person, order: Omit<Parameters<typeof person.call<'shift.send'>>[1], 'language'>) => {
  const answer = await person.call('shift.send', order);
  if (!answer.ok) throw new Error(answer.refusal.code);
  await settled(person);
  return answer.value;
};
const shiftOf = async (person: Person, caseId: string): Promise<CallOutput<'shift.waiting'>[number]> => {
  const all = await person.call('shift.waiting', {});
  const found = all.find(({ cases, promises }) => [...cases.map(({ row }) => row), ...promises].some((row) => row.caseId === caseId));
  if (found === undefined) throw new Error(`no shift handover with ${caseId} waits for ${person.id}`);
  return found;
};
const taken = async (person: Person, shift: string, read: readonly string[]) => {
  const answer = await person.call('shift.accept', { shift, read: [...read] });
  if (!answer.ok) throw new Error(answer.refusal.code);
  await settled(person);
  return answer.value;
};

export const shiftJourneys = (get: Get): void => {
  it('[Q42] what one would leave behind is told: own cases, and why one cannot go, open promises wherever they stand, who could take it', async () => {
    const [lena, jonas] = (await people(get, 'lena', 'jonas')) as [Person, Person];
    const [mine, solved, foreign] = [await opened(lena), await opened(lena), await opened(jonas)];
    await lena.send('resolve', solved, { result: 'solved' });
    await promised(lena, mine, 'Rückruf am Vormittag');
    const elsewhere = await promised(lena, foreign, 'Gutschrift nachsehen');
    const told = await lena.call('shift.preview', {});
    expect(told.cases).toContainEqual(expect.objectContaining({ caseId: mine, title: 'Doppelte Abbuchung März', refusal: null }));
    expect(told.cases.find(({ caseId }) => caseId === solved)?.refusal).toMatchObject({ code: 'not-open' });
    expect(told.cases.map(({ caseId }) => caseId)).not.toContain(foreign);
    expect(told.promises).toContainEqual(
      expect.objectContaining({ caseId: mine, what: 'Rückruf am Vormittag', withCase: true, offered: false }),
    );
    expect(told.promises).toContainEqual(expect.objectContaining({ caseId: foreign, promise: elsewhere, withCase: false }));
    // Nobody of another team, no auditor and no machine is named, nor oneself.
    expect([...told.receivers].sort()).toEqual(['murat', 'tim']);
    expect((await jonas.call('shift.preview', {})).receivers.toSorted()).toEqual(['carla', 'tim']);
  });

  it('[Q43] [Q59] a shift goes to one colleague as one thing: read, taken whole, promises and all', async () => {
    const [lena, tim, jonas] = (await people(get, 'lena', 'tim', 'jonas')) as [Person, Person, Person];
    const [first, second, foreign] = [await opened(lena), await opened(lena), await opened(jonas)];
    await lena.send('add-note', first, {}, { text: 'Kontoauszug liegt vor' });
    const along = await promised(lena, first, 'Rückruf am Vormittag');
    const alone = await promised(lena, foreign, 'Gutschrift nachsehen');
    const note = 'Frau Öztürk ist nur vormittags da.';
    const promises = [
      { caseId: foreign, promise: alone },
      { caseId: first, promise: along },
    ];
    expect(await sent(lena, { to: 'tim', note, cases: [first, second], promises })).toEqual({ done: 3, failed: [] });
    // Until it is taken it is Lena's, and Tim has it before him.
    expect((await lena.view(first)).row).toMatchObject({ holder: { person: 'lena' }, flight: { team: 'abrechnung' } });
    expect((await lena.view(foreign)).promises).toMatchObject([{ by: 'lena', offered: { to: 'tim' } }]);
    for (const caseId of [first, second, foreign]) expect(await tim.group('shift')).toContain(caseId);
    for (const caseId of [first, second]) expect(await tim.group('handed')).not.toContain(caseId);
    const waiting = await shiftOf(tim, first);
    expect(waiting).toMatchObject({ from: 'lena', note });
    expect(waiting.cases.map(({ row }) => row.caseId).toSorted()).toEqual([first, second].toSorted());
    expect(waiting.promises).toMatchObject([{ caseId: foreign, promise: alone, what: 'Gutschrift nachsehen' }]);
    const card = waiting.cases.find(({ row }) => row.caseId === first)!.card;
    expect(card).toMatchObject({ shift: waiting.shift, lateral: true, to: { person: 'tim' }, form: { question: note } });
    expect(card.form.summary).toContain('Kontoauszug liegt vor');
    // The promise that stands already is read by whoever takes the case, although no new one was made.
    expect(card.facts.find(({ id }) => id === 'promise')?.text.de).toContain('Rückruf am Vormittag');
    expect(card.facts.find(({ id }) => id === 'promise')?.text.de).not.toContain('nichts zugesagt');
    expect(card.spoken.en).toContain('Promised');
    // What was not read is not taken; the rest is, and can be taken later.
    const part = await taken(tim, waiting.shift, [first]);
    expect(part).toMatchObject({ done: 2, failed: [{ caseId: second, refusal: { code: 'read-back-missing' } }] });
    expect((await tim.view(first)).row.holder.person).toBe('tim');
    expect((await tim.view(first)).promises).toMatchObject([{ promise: along, by: 'tim', offered: null }]);
    expect((await tim.view(foreign)).promises).toMatchObject([{ promise: alone, by: 'tim', offered: null }]);
    expect((await lena.view(second)).row.holder.person).toBe('lena');
    expect(await taken(tim, waiting.shift, [second])).toEqual({ done: 1, failed: [] });
    expect(await tim.call('shift.accept', { shift: waiting.shift, read: [second] })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
    expect((await tim.call('shift.waiting', {})).map(({ shift }) => shift)).not.toContain(waiting.shift);
    expect(await lena.group('promises')).not.toContain(first);
    expect(await tim.group('promises')).toContain(foreign);
  });

  it('[Q43] what cannot go is named, the rest goes; a colleague of another team takes no shift', async () => {
    const [lena, tim, jonas] = (await people(get, 'lena', 'tim', 'jonas')) as [Person, Person, Person];
    const [open, solved, foreign] = [await opened(lena), await opened(lena), await opened(jonas)];
    await lena.send('resolve', solved, { result: 'solved' });
    const result = await sent(lena, { to: 'tim', note: '', cases: [open, solved, foreign, 'no-such-case'], promises: [] });
    expect(result.done).toBe(1);
    expect(result.failed).toMatchObject([
      { caseId: solved, number: (await lena.view(solved)).row.number, refusal: { code: 'not-open' } },
      { caseId: foreign, refusal: { code: 'not-holder' } },
      { caseId: 'no-such-case', number: '', refusal: { code: 'not-found' } },
    ]);
    const waiting = await shiftOf(tim, open);
    expect(waiting.note).toBe('');
    expect(waiting.cases[0]?.card.form).toMatchObject({ nextStep: { told: true }, promises: { none: true } });
    for (const to of ['jonas', 'lena', 'nora'])
      expect(await lena.call('shift.send', { to, note: '', cases: [open], promises: [] })).toMatchObject({
        ok: false,
        refusal: { code: 'not-in-same-team' },
      });
    for (const to of ['import', 'nobody'])
      expect(await lena.call('shift.send', { to, note: '', cases: [open], promises: [] })).toMatchObject({
        ok: false,
        refusal: { code: 'unknown-person' },
      });
    expect(await jonas.call('shift.accept', { shift: waiting.shift, read: [open] })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
  });

  it('[Q37] a screen cannot slip a handover or a promise into the shift of somebody else', async () => {
    const [lena, tim, murat] = (await people(get, 'lena', 'tim', 'murat')) as [Person, Person, Person];
    const [honest, other, third] = [await opened(lena), await opened(murat), await opened(murat)];
    await sent(lena, { to: 'tim', note: 'Nur das eine', cases: [honest], promises: [] });
    const { shift } = await shiftOf(tim, honest);
    const promise = await promised(murat, third, 'Untergeschoben');
    await murat.send('offer-promise', third, { promise, to: 'tim', shift });
    const form = { summary: 'x', wish: { remedy: 'credit', text: 'x' }, question: 'x', tried: [{ step: 'x', result: '', who: 'murat' }] };
    const nextStep = { text: 'x', told: true, notTold: null };
    const order = { reason: 'other', demanded: false, customerWaiting: false, to: { team: 'abrechnung', person: 'tim' }, shift };
    await murat.send('offer-handover', other, {
      ...order,
      form: { ...form, nextStep, identity: { method: 'password', contract: '' }, mood: { level: 'calm', quote: '' } },
    });
    await settled(murat);
    const waiting = (await tim.call('shift.waiting', {})).find((row) => row.shift === shift);
    expect(waiting?.cases.map(({ row }) => row.caseId)).toEqual([honest]);
    expect(waiting?.promises).toEqual([]);
    expect((await tim.view(other)).handover?.shift).toBeNull();
    // The single promise is an offer of its own.
    const single = await shiftOf(tim, third);
    expect(single.shift).not.toBe(shift);
    expect(await taken(tim, single.shift, [])).toEqual({ done: 1, failed: [] });
  });
};
