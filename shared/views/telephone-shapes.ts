// Knows what a screen asks and is told of an approval by telephone, and of somebody who acts beside a colleague at the same workstation.
import { z } from 'zod';
import { jsonShape, refusalShape } from './refusal-shape.ts';

const id = z.string().min(1).max(120);
const ms = z.number();
const typed = z.string().max(60);
const named = z.strictObject({ person: z.string(), name: z.string() });
const refusalOr = <Shape extends z.ZodType>(value: Shape) =>
  z.union([z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), refusal: refusalShape })]);

/** The figures of what is asked; `amount` in minor units of `currency`, or a count. */
const asked = {
  number: z.string(),
  decisionType: z.string(),
  unit: z.enum(['money', 'count']),
  amount: z.number().int(),
  currency: z.string(),
};

/** What the office says and the lead types where his desk does not know the case yet. */
const said = z.strictObject({
  number: typed,
  decisionType: id,
  amount: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  asker: id,
});

export const phoneChallenge = z.strictObject({
  /** To read out: three groups of four. */
  challenge: z.string(),
  askedAt: ms,
  /** Its answer is taken until then. */
  until: ms,
  ...asked,
  asker: named,
  customer: z.string().nullable(),
  /** Wrong codes that may still be entered for this request. */
  left: z.number().int(),
  /** Who may grant it on the telephone, the team's lead first. */
  leads: z.array(named.extend({ role: z.string(), tier: z.union([z.number(), z.string()]) })),
});

export const phoneLook = z.strictObject({
  challenge: z.string(),
  /** The name of the workstation that asks. */
  desk: z.string(),
  /** Who is at home there. */
  people: z.array(named),
  askedAt: ms,
  until: ms,
  /** Null: the case is newer than what this desk has; what the office says is typed in. */
  asked: z
    .strictObject({
      ...asked,
      asker: named,
      /** Null where the case is not known here. */
      caseId: z.string().nullable(),
      title: z.string().nullable(),
      customer: z.string().nullable(),
    })
    .nullable(),
  /** Why this reader may not grant it; null = he may, and also null while it is not known what is asked. */
  may: refusalShape.nullable(),
});

export const phoneCall = z.strictObject({
  challenge: z.string(),
  ...asked,
  asker: named,
  lead: named,
  /** When the lead agreed, and when the office entered it; null = not (yet) known to the hub. */
  givenAt: ms.nullable(),
  usedAt: ms.nullable(),
  /**
   * `waiting`: the code may still be entered · `lapsed`: nobody entered it in time, or that office has not come back yet · `confirmed`: both
   * sides say the same · `unconfirmed`: entered, and the hub knows of no call · `unlike`: entered otherwise than agreed.
   */
  standing: z.enum(['waiting', 'lapsed', 'confirmed', 'unconfirmed', 'unlike']),
  caseId: z.string().nullable(),
});

export const telephoneShapes = {
  /**
   * The office's side: what to read out. Refusals: `not-found`, `approval-unknown`, `approval-over`, `not-asker`, `not-possible` (no hub),
   * `phone-locked` {tries}.
   */
  'telephone.challenge': { session: true, input: z.strictObject({ caseId: id, approval: id }), output: refusalOr(phoneChallenge) },
  /**
   * The lead's side: what is asked. Refusals: `code-length`, `code-letter`, `code-check`, `phone-over` {askedAt}, `phone-desk-unknown`,
   * `device-revoked`, `phone-unlike` (what was typed is not what is asked), `hub-unreachable` {why}, `not-possible`.
   */
  'telephone.look': {
    session: true,
    input: z.strictObject({ challenge: typed, said: said.nullable() }),
    output: refusalOr(phoneLook),
  },
  /** Agrees, and answers the code to read back. Refusals: those of `telephone.look` and of the approval itself, `hub-needed` (it has not ruled in time; try again). */
  'telephone.approve': {
    session: true,
    input: z.strictObject({ challenge: typed, said: said.nullable() }),
    output: refusalOr(z.strictObject({ code: z.string(), until: ms })),
  },
  /**
   * The office enters the code. Refusals: those of `telephone.challenge`, `phone-over`, `corrected-meanwhile`, `code-length`, `code-letter`, `code-check` (none of these
   * three counts as a try), `code-wrong` {left}, `phone-locked` {tries}.
   */
  'telephone.redeem': {
    session: true,
    input: z.strictObject({ caseId: id, approval: id, code: typed }),
    output: refusalOr(z.strictObject({ command: z.string(), caseId: z.string(), lead: named })),
  },
  /** Calls at this workstation that this reader agreed to, asked for or is named in, newest first. What the hub does not bear out is news to the lead, too. */
  'telephone.list': { session: true, input: z.strictObject({}), output: z.array(phoneCall) },
} as const;

/** What may be done beside a colleague. */
export const BESIDE_VERBS = ['approve', 'decline', 'accept-handover', 'return-handover'] as const;

export const besideShapes = {
  /** Who may act beside this session's person at this workstation now; `ready`: his secret can be checked here at once, also without the hub. */
  'beside.choices': {
    session: true,
    input: z.strictObject({}),
    output: z.array(named.extend({ role: z.string(), tier: z.union([z.number(), z.string()]), ready: z.boolean() })),
  },
  /**
   * One act of somebody else at this workstation, with his own secret; the session stays its person's. Refusals: `not-found`,
   * `beside-oneself`, `not-possible` (no secrets here), those of `session.sign-in`, and those of the verb as for himself.
   */
  'beside.act': {
    session: true,
    input: z.strictObject({
      person: id,
      secret: z.string().max(200),
      command: z.strictObject({
        type: z.enum(BESIDE_VERBS),
        caseId: id,
        data: z.record(z.string(), jsonShape),
        body: z.record(z.string(), jsonShape),
      }),
    }),
    output: refusalOr(
      z.strictObject({ command: z.string(), caseId: z.string(), position: z.number().nullable(), tentative: z.boolean().optional() }),
    ),
  },
} as const;
