// Knows what a screen may send as a command: which verbs, and in which shape.
import { z } from 'zod';
import { COMMANDS, type CommandType } from '../case/commands.ts';
import { ACCOUNT_VERBS } from './budget-calls.ts';
import { jsonShape } from './shapes.ts';

const id = z.string().min(1).max(120);

/** Verbs that are one half of something, or no act of a person: `cases.relate`, `cases.merge`, `parts.tell` and `parts.close` send the halves. */
export const NOT_FROM_SCREENS: readonly CommandType[] = [
  'import-row',
  'approve-by-phone',
  'use-phone-approval',
  'redeem-approval',
  'link-case',
  'unlink-case',
  'merge-case',
  'absorb-case',
  'tell-parts',
  'tell-part',
  'close-part',
  ...ACCOUNT_VERBS,
];

const screenVerbs = (Object.keys(COMMANDS) as CommandType[]).filter((type) => !NOT_FROM_SCREENS.includes(type));

/**
 * A command as a screen sends it: data and body in the shapes of COMMANDS, except that `open-case` leaves out `number`
 * (the desk makes it) and `escalate`/`offer-handover` give `form` plain (the desk seals it: personal values move to the body)
 * and `promises` is left out (it follows from field 10); `present` of a request
 * or an escalation is left out (the desk knows who is there). The desk validates against the exact shapes.
 */
export const screenCommand = z
  .strictObject({
    type: z.enum(screenVerbs as [CommandType, ...CommandType[]]),
    /** Null for `open-case`: the desk makes the id. */
    caseId: id.nullable(),
    data: z.record(z.string(), jsonShape),
    body: z.record(z.string(), jsonShape),
    /** Of a proposal: the words of the promise to call the customer back by then, which stands or falls with it. */
    promise: z.strictObject({ what: z.string(), who: z.string().optional(), phone: z.string().optional() }).optional(),
  })
  .refine(({ type, data, promise }) => promise === undefined || (type === 'ask-approval' && data['proposed'] !== undefined), {
    path: ['promise'],
    message: 'only a proposal has a promise that goes with it',
  });
