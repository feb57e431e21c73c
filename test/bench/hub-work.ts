// Makes the work that sync is measured with: cases opened and notes of 300 bytes written, numbered and chained as a desk does it.
import { hash as hashNow } from 'node:crypto';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { Command } from '../../shared/case/commands.ts';
import type { judge } from '../../shared/sync/judge.ts';
import { bodyHash, entryHash, type Push } from '../../shared/sync/protocol.ts';

const DAY = 86_400_000;
export const LANE = 'nordlicht';
export const PACK = STARTER_PACKS.find(({ principal }) => principal.id === LANE)!;
export const digest = (text: string): string => hashNow('sha256', text);

/** The payload of one event as the rivals were measured with: 300 bytes of text, 375 with what is around it. */
export const TEXT = 'Kunde ruft erneut an, Anschluss weiter gestört. '.repeat(7).slice(0, 300);

type Entry = { readonly caseId: string; readonly type: 'open-case' | 'add-note'; readonly data: object; readonly body: object };

/** What one device has to say, frame by frame: `frames(entries, size)` continues its chain. */
export const createDevice = (device: string, now: number) => {
  let dseq = 0;
  let prev = '';
  const frame = (entries: readonly Entry[]): Push => {
    const first = prev;
    const bodies: Push['bodies'] = [];
    const made = entries.map(({ caseId, type, data, body }) => {
      dseq += 1;
      const salt = digest(`${device} ${dseq}`).slice(0, 32);
      const text = JSON.stringify(body);
      const hash = bodyHash(digest, salt, text);
      bodies.push({ caseId, hash, salt, text });
      const command = {
        id: `${device}-${dseq}`,
        lane: LANE,
        caseId,
        type,
        actor: 'lena',
        // One after the other, as people work, and all of it done by now.
        at: now - DAY + dseq,
        quality: 'synced',
        pack: PACK.version,
        seen: 0,
        data,
        body: hash,
      } as Command;
      const bytes = JSON.stringify(command);
      const chained = entryHash(digest, { device, gen: 0 }, dseq, prev, bytes);
      prev = chained;
      return { dseq, hash: chained, text: bytes };
    });
    return { lane: LANE, device, gen: 0, prev: first, entries: made, bodies };
  };
  const inFrames = (entries: readonly Entry[], size = 500): readonly Push[] => {
    const frames: Push[] = [];
    for (let from = 0; from < entries.length; from += size) frames.push(frame(entries.slice(from, from + size)));
    return frames;
  };
  return { inFrames };
};

export const openings = (device: string, count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, index) => ({
    caseId: `${device}-case-${index}`,
    type: 'open-case' as const,
    data: {
      number: `NT-${device}-${index}`,
      customer: null,
      category: PACK.categories[0]!.id,
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    },
    body: { title: `Störung ${index}`, text: 'Seit heute früh kein Netz' },
  }));

/** `each` notes for every case, one round after the other. */
export const notesOn = (device: string, cases: number, each: number): readonly Entry[] =>
  Array.from({ length: cases * each }, (_, index) => ({
    caseId: `${device}-case-${index % cases}`,
    type: 'add-note' as const,
    data: {},
    body: { text: TEXT },
  }));

/**
 * Keeps every note and accepts it without asking anybody: what a desk pushes stands durably with its words and its verdict, and nothing
 * follows from it. What the lane says of it (events, states, audiences) is the ruling's.
 */
export const withoutRuling =
  (rule: typeof judge): typeof judge =>
  (command, state, body, bench) =>
    command.type === 'add-note' ? { verdict: 'accepted', refusal: null, flag: null, events: [], state } : rule(command, state, body, bench);
