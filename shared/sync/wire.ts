// Knows the frames of the way to a hub: one POST per method under /v1/, JSON both ways, checked on both sides.
import { z } from 'zod';
import {
  absenceSchema,
  absenceTold,
  caseDigestSchema,
  customerTold,
  outcomeSchema,
  refusalSchema,
  workstationSchema,
} from './wire-parts.ts';
import { BATCH, CASES, pushSchema } from './protocol.ts';
import { presenceState } from '../views/presence-shapes.ts';
import { LAST_INSTANT, type Ms } from '../kernel/time.ts';

const id = z.string().min(1).max(120);
const count = z.number().int().nonnegative();
const lane = z.strictObject({ lane: id });
const cursor = z.strictObject({
  epoch: id.nullable(),
  position: count,
  anchor: z.string().max(160),
  scope: z.string().max(120).nullable(),
});
const journal = z.object({ gen: count, dseq: count, hash: z.string(), frozen: z.boolean() });

/** An event of whatever type: one this version does not know is kept, and shown as a line (sync.md §2.9). */
export const confirmedSchema = z.looseObject({
  event: z.looseObject({ id, type: id, caseId: id, lane: id, command: id, body: z.string().nullable() }),
  position: count,
  version: count,
  recordedAt: z.number(),
  flag: z.string().nullable(),
});
const bodySchema = z.object({ hash: z.string(), salt: z.string(), text: z.string() });
const nothing = z.strictObject({});

/** Whoever a workstation told of is there for so long; it tells again in time. */
export const PRESENT_FOR: Ms = 90_000;
/** More people are not at one workstation. */
export const PRESENT_MOST = 50;
const done = z.object({});
const result = <Shape extends z.ZodType>(value: Shape) =>
  z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), refusal: refusalSchema })]);

/**
 * `auth`: `none` (before enrolment) or `device` (header `authorization: Bearer <device key>`). Every request names the protocol in the
 * header `stafette-protocol`. Answers other than 200 are `{fault: {code, data}}`: see `HubFault`.
 * Outputs are loose: what a newer hub adds is passed over.
 */
export const routes = {
  enrol: {
    auth: 'none',
    input: z.strictObject({ code: z.string().min(1).max(100), device: id, name: z.string().min(1).max(80) }),
    /** `slot`: its part of every case number this workstation gives; no two workstations of a hub have the same. */
    output: result(z.object({ key: z.string(), hub: z.string(), lanes: z.array(z.string()), slot: count.optional() })),
  },
  /** Who may sign in at this workstation, by the packs in force and the directory. */
  people: {
    auth: 'device',
    input: nothing,
    output: z.object({ people: z.array(z.looseObject({ lane: z.string(), person: z.string() })) }),
  },
  /** Proves one person at this workstation; the hub remembers it as long as he is in the directory. */
  'sign-in': {
    auth: 'device',
    input: z.strictObject({ lane: id, person: id, secret: z.string().max(200) }),
    /** `elsewhere`: he has signed in at another workstation too, which may not know yet that he decides here now. */
    output: result(
      z.object({
        lane: z.string(),
        person: z.string(),
        elsewhere: z.object({ name: z.string(), at: z.number(), seenAt: z.number() }).optional(),
      }),
    ),
  },
  /** Whose challenge is read out on the telephone: the workstation of that slot, and who is at home there. */
  'phone-desk': {
    auth: 'device',
    input: z.strictObject({ lane: id, slot: count }),
    output: result(z.object({ device: z.string(), name: z.string(), people: z.array(z.string()) })),
  },
  /** For whoever answers for others: the workstations of a principal, who signed in there, and when each was last heard of. */
  workstations: {
    auth: 'device',
    input: lane,
    output: z.object({ workstations: z.array(workstationSchema) }),
  },
  /**
   * Who is at this workstation now, told on every change and in between; answered with whoever is at the others. Each must have signed in
   * here, else he is `declined`. `ago`: milliseconds since he was told of; `begun`: since when the hub listens, anew after a start or when the
   * lane changed hands: of whom it was told before that it says nothing. Nothing of it is kept.
   */
  presence: {
    auth: 'device',
    input: z.strictObject({
      lane: id,
      here: z.array(z.strictObject({ person: id, since: count.max(LAST_INSTANT), state: presenceState })).max(PRESENT_MOST),
    }),
    output: z.object({
      people: z.array(z.object({ person: z.string(), since: z.number(), state: presenceState.catch('free'), ago: count })),
      declined: z.array(z.string()).optional(),
      begun: z.number(),
    }),
  },
  /** The code a lead reads back, once the hub has kept that he agreed (command `approve-by-phone`). */
  'approve-by-phone': {
    auth: 'device',
    input: z.strictObject({ lane: id, challenge: z.string().max(20), lead: id }),
    output: result(z.object({ code: z.string() })),
  },
  lanes: { auth: 'device', input: nothing, output: z.object({ lanes: z.array(z.string()) }) },
  hello: {
    auth: 'device',
    input: z.strictObject({ lane: id, device: id, gen: count, cursor }),
    output: z.object({
      greeting: z
        .object({
          protocol: count,
          oldest: count,
          hub: z.string(),
          epoch: z.string(),
          epochs: z.array(z.object({ epoch: z.string(), from: count })),
          agrees: z.boolean(),
          position: count,
          scope: z.string(),
          journal: journal.nullable(),
          newestGen: count.nullable(),
          packs: z.array(z.string()),
          customers: count,
        })
        .nullable(),
    }),
  },
  part: { auth: 'device', input: z.strictObject({ lane: id, cursor, common: count }), output: done },
  push: { auth: 'device', input: pushSchema, output: result(z.object({ verdicts: z.array(outcomeSchema), journal, position: count })) },
  pull: {
    auth: 'device',
    input: z.strictObject({ lane: id, cursor }),
    output: z.object({
      again: z.boolean(),
      events: z.array(confirmedSchema),
      bodies: z.array(bodySchema).optional(),
      position: count,
      anchor: z.string(),
      more: z.boolean(),
      digests: z.array(caseDigestSchema),
      absences: count,
      customers: count,
      packs: count,
      canary: z.number().nullable(),
    }),
  },
  inventory: {
    auth: 'device',
    input: z.strictObject({ lane: id, after: z.string().max(200).nullable() }),
    output: z.object({
      epoch: z.string(),
      scope: z.string(),
      position: count,
      anchor: z.string(),
      cases: z.array(z.object({ caseId: z.string(), version: count })),
      digests: z.array(caseDigestSchema),
      next: z.string().nullable(),
    }),
  },
  snapshots: {
    auth: 'device',
    input: z.strictObject({ lane: id, cases: z.array(id).max(CASES) }),
    output: z.object({
      snapshots: z.array(
        z.object({
          caseId: z.string(),
          version: count,
          position: count,
          state: z.looseObject({ id, lane: id, version: count }),
          bodies: z.array(bodySchema),
        }),
      ),
    }),
  },
  histories: {
    auth: 'device',
    input: z.strictObject({ lane: id, cases: z.array(z.strictObject({ caseId: id, after: count })).max(CASES) }),
    output: z.object({ events: z.array(confirmedSchema), bodies: z.array(bodySchema), more: z.array(z.string()) }),
  },
  bodies: {
    auth: 'device',
    input: z.strictObject({ lane: id, hashes: z.array(z.string().max(64)).max(BATCH * 2) }),
    output: z.object({ bodies: z.array(bodySchema) }),
  },
  packs: {
    auth: 'device',
    input: lane,
    output: z.object({ packs: z.array(z.object({ lane: z.string(), version: z.string(), document: z.looseObject({}), at: z.number() })) }),
  },
  customers: {
    auth: 'device',
    input: z.strictObject({ lane: id, after: count }),
    output: z.object({ mark: count, more: z.boolean(), customers: z.array(customerTold) }),
  },
  absences: { auth: 'device', input: lane, output: z.object({ mark: count, entries: z.array(absenceTold) }) },
  /** Each entry's `setBy` (or `endedBy`) must have signed in at this workstation; `declined` names what the book did not take, and why. */
  'put-absences': {
    auth: 'device',
    input: z.strictObject({ lane: id, absences: z.array(absenceSchema).max(100) }),
    output: z.object({ declined: z.array(z.object({ id: z.string(), code: z.string().max(60) })).optional() }),
  },
} as const;

export type RouteName = keyof typeof routes;
export type RouteInput<Name extends RouteName> = z.input<(typeof routes)[Name]['input']>;
export type RouteOutput<Name extends RouteName> = z.output<(typeof routes)[Name]['output']>;

/**
 * Why a hub did not answer a request: `bad-request` {path} 400 · `not-enrolled` 401 · `device-revoked` 403 · `no-rights` 403 (lane) ·
 * `unknown-route` 404 · `too-large` 413 (ask for less) · `protocol-too-old` / `protocol-too-new` {spoken, oldest, newest} 426 ·
 * `too-many` {after: ms} 429 · `quota` {what, limit, after: ms} 429 (as much kept as a day allows) · `broken` 500 · `not-ready` {after: ms} 503
 * (starting, ending, or the lane changes hands) · `hub-full` {after: ms} 507 (its disk is nearly full: nothing is taken in).
 */
export const hubFaultSchema = z.object({ fault: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }) });
export type HubFault = z.infer<typeof hubFaultSchema>['fault'];

/**
 * Frames of the WebSocket `/v1/wake` (same header): `{lane, position}` says that there is news; the desk sends nothing. `presence`: only
 * somebody came or went; told to those who have asked for that.
 */
export const wakeSchema = z.object({ lane: z.string(), position: count, presence: z.boolean().optional() });
