// Knows everything a screen may ask of the desk: one zod contract, validated in and out, whatever wire carries it.
import { z } from 'zod';
import type { DeskEvent } from './desk-event.ts';
import { formSchema } from './handover/form.ts';
import { LAST_INSTANT } from './kernel/time.ts';
import { BUDGET_CALLS } from './views/budget-calls.ts';
import { screenCommand } from './views/screen-command.ts';
import { floorShapes } from './views/floor-shapes.ts';
import { guideShapes } from './views/guide-shapes.ts';
import { popShapes, surroundings } from './views/pop-shapes.ts';
import { presenceShapes } from './views/presence-shapes.ts';
import * as shape from './views/shapes.ts';
import { besideShapes, telephoneShapes } from './views/telephone-shapes.ts';

const id = z.string().min(1).max(120);
const instant = z.number().int().nonnegative().max(LAST_INSTANT);
const none = z.strictObject({});
const refusalOr = <Shape extends z.ZodType>(value: Shape) =>
  z.union([z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), refusal: shape.refusalShape })]);

/** `calls` without `session: false` need a signed-in session; without one they are refused with `not-signed-in`. */
export const calls = {
  'host.info': {
    session: false,
    input: none,
    /** `surroundings`: what this host can do outside its windows. */
    output: z.strictObject({
      host: z.enum(['browser', 'desktop']),
      version: z.string(),
      demo: z.boolean(),
      now: z.number(),
      surroundings: surroundings.optional(),
    }),
  },
  /** A window noticed that the machine lost its network, or has it again: the desk looks for its hub at once. Only a hint. */
  'host.line': { session: false, input: z.strictObject({ there: z.boolean() }), output: none },
  /** Which hub this desk belongs to; `url` null = none, it keeps its own ledger. `lanes`: first sync and connection of each principal. */
  'hub.view': { session: false, input: none, output: shape.hubView },
  /**
   * Enrols this workstation with a code from the hub. Refusals: `bad-url`, `hub-unreachable` {why}, `hub-insecure` (plain HTTP elsewhere than
   * on this machine), `not-a-hub`, `protocol-too-old` / `protocol-too-new`, `wrong-code`, `code-used`, `code-expired`, `already-enrolled` {url},
   * `own-cases` {cases} (this folder keeps cases of its own: a hub needs another folder).
   */
  'hub.enrol': {
    session: false,
    input: z.strictObject({ url: z.string().min(1).max(500), code: z.string().min(1).max(100), name: z.string().min(1).max(80) }),
    output: refusalOr(shape.hubView),
  },
  'people.list': { session: false, input: none, output: z.array(shape.signInChoice) },
  'session.sign-in': {
    session: false,
    /** Refusals: `unknown-person`, `no-sign-in`, `secret-needed`, `wrong-secret` {left}, `sign-in-locked` {until}, `hub-unreachable` (never signed in here before). */
    input: z.strictObject({ lane: id, person: id, secret: z.string().max(200).optional() }),
    output: refusalOr(shape.signedIn),
  },
  'session.sign-out': { session: true, input: none, output: none },
  'session.me': { session: true, input: none, output: shape.me },
  'pack.view': { session: true, input: none, output: shape.packView },
  'queue.list': { session: true, input: z.strictObject({ limit: z.number().int().min(1).max(500) }), output: z.array(shape.queueGroup) },
  'lead.inbox': {
    session: true,
    input: z.strictObject({ limit: z.number().int().min(1).max(500) }),
    output: z.strictObject({
      approvals: z.array(shape.approvalRow),
      handovers: z.array(shape.inboxRow),
      /** Break-glass decisions that wait for a look, the most pressing first. */
      reviews: z.array(shape.reviewRow),
      /** Of those to look at, how many for which reason: the flags of the hub, and `break-glass`. */
      causes: z.record(z.string(), z.number().int().positive()).optional(),
      /** Customers who were granted several decisions inside the pack's window, the closest to a cap first. */
      pictures: z.array(shape.pictureShape),
      total: z.number().int(),
    }),
  },
  /** Who of this principal is there now; whoever is on a break only where the pack allows to say so. */
  'people.present': { session: true, input: none, output: z.array(shape.presentPerson) },
  /** The absence book, newest first: what is in force, what comes, what ended in the last 30 days. */
  'absence.list': { session: true, input: none, output: z.array(shape.absenceRow) },
  /**
   * Names a deputy. Everybody for himself, a lead for the people of his teams, a manager for all. Refusals: `unknown-person`, `not-yours`,
   * `absence-order` (until not after from), `absence-too-long` (a year), `deputy-self`, `deputy-circle`, `deputy-principal` (somebody of the
   * principal), `unknown-code` (scope).
   */
  'absence.set': {
    session: true,
    input: z.strictObject({ person: id, deputy: id, from: instant, until: instant, scope: z.array(id).min(1).nullable() }),
    output: refusalOr(shape.absenceRow),
  },
  /** Refusals: `absence-unknown`, `absence-over`, `not-yours`. */
  'absence.end': { session: true, input: z.strictObject({ id }), output: refusalOr(shape.absenceRow) },
  'case.view': { session: true, input: z.strictObject({ caseId: id }), output: refusalOr(shape.caseView) },
  search: {
    session: true,
    input: z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(100) }),
    output: z.array(shape.caseRow),
  },
  'customers.find': {
    session: true,
    input: z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    output: z.array(shape.customerHit),
  },
  'authority.ask': {
    session: true,
    /** `customerWaiting`: a request would be live, with the shorter time. */
    input: z.strictObject({ caseId: id, wish: shape.wishShape, customerWaiting: z.boolean().optional() }),
    output: refusalOr(shape.authorityView),
  },
  /** `form` is the draft so far; the answer is the same form with everything the system knows filled in, and what is missing. */
  'escalation.preview': {
    session: true,
    /** `to`: a handover sideways or down to this team (and person) instead of the way of the matrix. */
    input: z.strictObject({
      caseId: id,
      reason: id.nullable(),
      form: formSchema,
      customerWaiting: z.boolean(),
      to: z.strictObject({ team: id, person: id.nullable() }).nullable().optional(),
      language: z.enum(['de', 'en']).optional(),
    }),
    output: refusalOr(shape.escalationPreview),
  },
  'command.send': {
    session: true,
    input: screenCommand,
    /**
     * With a hub, whoever takes a case waits for its word, 2 s at most: the loser is refused with who has it. `tentative`: the hub has not said
     * yet. A check-out needs the hub: refusal `hub-needed`. `flight`: where a handover went, and until when it is to be accepted.
     */
    output: refusalOr(
      z.strictObject({
        command: z.string(),
        caseId: z.string(),
        position: z.number().nullable(),
        tentative: z.boolean().optional(),
        flight: shape.caseRow.shape.flight.optional(),
      }),
    ),
  },
  'draft.get': {
    session: true,
    input: z.strictObject({ key: id }),
    /** `aside`: what one window had typed while another wrote something else; whoever typed it has not said yet what is to stay. */
    output: z.strictObject({ value: shape.jsonShape.nullable(), savedAt: z.number().nullable(), aside: shape.jsonShape.optional() }),
  },
  'draft.save': {
    session: true,
    /**
     * `base`: the version (`savedAt`, null = none) this window changed; where another one stands by then, nothing is saved and `conflict` says
     * what stands. Left out, the last one counts. `aside`: kept beside the draft until its author has said what is to stay; null drops it.
     */
    input: z.strictObject({
      key: id,
      value: shape.jsonShape.nullable(),
      base: z.number().nullable().optional(),
      aside: z.boolean().optional(),
    }),
    output: z.strictObject({
      savedAt: z.number(),
      conflict: z.strictObject({ value: shape.jsonShape.nullable(), savedAt: z.number().nullable() }).optional(),
    }),
  },
  'refused.list': { session: true, input: none, output: z.array(shape.refusedRow) },
  /** The author has seen it and lets it go; it stays in the case's history. */
  'refused.dismiss': { session: true, input: z.strictObject({ command: id, reason: z.string().max(500) }), output: refusalOr(none) },
  /** Who is alerted to what now: one row per case, clock and threshold, the most pressing first; the rest is counted. */
  'alerts.list': {
    session: true,
    input: z.strictObject({ limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({
      alerts: z.array(shape.alertRow),
      /** Cases with an alert for this person, shown or not. */
      cases: z.number().int(),
      /** Alerts that were put off and are not due yet. */
      snoozed: z.number().int(),
      /** When the next one comes; null = none in sight. */
      nextAt: z.number().nullable(),
    }),
  },
  /** Links two cases on both sides; `relation` null unlinks. Refusals: those of `link-case` and `unlink-case`, `not-found`. */
  'cases.relate': {
    session: true,
    input: z.strictObject({ caseId: id, other: id, relation: z.enum(['related', 'part-of', 'has-part']).nullable() }),
    output: refusalOr(none),
  },
  /** Merges `from` into `into`: promises, waiting time and history go along. Refusals: those of `merge-case`, `absorb-case`, `other-customer`. */
  'cases.merge': { session: true, input: z.strictObject({ from: id, into: id, text: z.string().max(2_000) }), output: refusalOr(none) },
  /** One message of a master case to all its open parts, or to those named: whom an earlier try did not reach. */
  'parts.tell': {
    session: true,
    input: z.strictObject({ caseId: id, text: z.string().min(1).max(5_000), informed: z.boolean(), only: z.array(id).min(1).optional() }),
    output: refusalOr(shape.bulkResult),
  },
  /** Closes every open part of a master case; what cannot be closed is named. The master itself is closed by its own verb. */
  'parts.close': {
    session: true,
    input: z.strictObject({ caseId: id, result: id, informedAt: instant, text: z.string().max(5_000) }),
    output: refusalOr(shape.bulkResult),
  },
  /** What this person would leave behind at the end of the shift. */
  'shift.preview': {
    session: true,
    input: none,
    output: z.strictObject({ cases: z.array(shape.shiftCase), promises: z.array(shape.shiftPromise), receivers: z.array(z.string()) }),
  },
  /** Hands cases (as handovers sideways) and promises to one colleague; each stays with its owner until taken. */
  'shift.send': {
    session: true,
    input: z.strictObject({
      to: id,
      note: z.string().max(2_000),
      cases: z.array(id).max(500),
      promises: z.array(z.strictObject({ caseId: id, promise: id })).max(500),
      /** Of the words the desk itself writes where there is no note; German where it is not said. */
      language: z.enum(['de', 'en']).optional(),
    }),
    output: refusalOr(shape.bulkResult),
  },
  /** Shift handovers that wait for this person. */
  'shift.waiting': { session: true, input: none, output: z.array(shape.shiftWaiting) },
  /** Takes everything of one shift handover; `read`: the cases whose facts the receiver ticked. */
  'shift.accept': { session: true, input: z.strictObject({ shift: id, read: z.array(id).max(500) }), output: refusalOr(shape.bulkResult) },
  /** Open cases and promises of somebody, for whoever may move them. Refusals: `unknown-person`, `not-yours`. */
  'people.work': {
    session: true,
    input: z.strictObject({ person: id }),
    output: refusalOr(z.strictObject({ cases: z.array(shape.caseRow), promises: z.array(shape.shiftPromise), total: z.number().int() })),
  },
  /** Moves all open cases and promises of somebody to one colleague. Refusals: `unknown-person`, `not-yours`, `not-in-same-team`. */
  'people.move': {
    session: true,
    input: z.strictObject({ person: id, to: id, cause: z.enum(['absence', 'workload']), text: z.string().max(2_000) }),
    output: refusalOr(shape.bulkResult),
  },
  /** The card of a handover to the principal. Refusals: `not-found`, `no-principal-handover`. */
  'card.external': { session: true, input: z.strictObject({ caseId: id, handover: id }), output: refusalOr(shape.externalCard) },
  ...guideShapes,
  ...popShapes,
  ...presenceShapes,
  ...floorShapes,
  ...telephoneShapes,
  ...besideShapes,
  ...BUDGET_CALLS,
  'sync.status': { session: true, input: none, output: shape.syncStatus },
  /** What waits here for the hub, oldest first: the reader's own; of everybody at this desk for a lead or a manager. For keeping it elsewhere. */
  'sync.unsent': { session: true, input: none, output: z.array(shape.unsentRow) },
  /**
   * After two copies of this desk were seen: this one goes on under a new journal (Y22). Refusals: `not-needed`, `role-forbids-going-on` (a
   * lead or a manager decides), `hub-unreachable` {why}.
   */
  'sync.go-on': { session: true, input: none, output: refusalOr(shape.syncStatus) },
} as const;

export { deskEvent, type DeskEvent } from './desk-event.ts';

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
export type ScreenCommand = z.infer<typeof screenCommand>;

/** The desk behind the contract; one implementation serves every wire. Refused sessions throw `ApiFault`. */
export interface DeskApi {
  call<Name extends CallName>(name: Name, session: string | null, input: CallInput<Name>): Promise<CallOutput<Name>>;
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

/** What a wire answers when a call never reached the desk's logic: the code is for the translations, `where` names the place. */
export type ApiFault = {
  readonly fault: 'unknown-call' | 'bad-input' | 'bad-output' | 'not-signed-in' | 'link-needed' | 'too-large' | 'too-many' | 'broken';
  readonly where: string;
  readonly message: string;
};
export const apiFaultSchema = z.strictObject({
  fault: z.enum(['unknown-call', 'bad-input', 'bad-output', 'not-signed-in', 'link-needed', 'too-large', 'too-many', 'broken']),
  where: z.string(),
  message: z.string(),
});

/** One wire envelope for IPC and HTTP: `{session, input}` in, `{ok:true,output,told}` or `{ok:false, fault}` out. */
export const wireRequest = z.strictObject({ session: z.string().max(120).nullable(), input: z.unknown() });
type Answered = { readonly ok: true; readonly output: unknown; readonly told?: number };
export type WireAnswer = Answered | { readonly ok: false; readonly fault: ApiFault };

/**
 * What the desktop's preload puts into the page as `window.bridge`; a page without it speaks HTTP:
 * `POST /rpc/<name>` with `content-type: application/json` and the header `stafette: 1`, body = WireRequest, answer = WireAnswer
 * (also with a status other than 200), and `new WebSocket('/events')` whose text frames are DeskEvents as JSON.
 * `link-needed` means that this browser lost its cookie: only a new link from the terminal helps.
 */
export interface Bridge {
  call(name: string, request: WireRequest): Promise<WireAnswer>;
  /** Returns the function that ends the subscription. */
  on(listener: (event: DeskEvent) => void): () => void;
}
export type WireRequest = { readonly session: string | null; readonly input: unknown };
