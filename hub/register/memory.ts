// Keeps a hub's register in memory, with the promises of the contract save surviving the process: for tests and simulated worlds.
import { mayEnrol, SEEN_EVERY, TRIES_KEPT, type KnownDevice } from './enrolling.ts';
import { newestFirst, type Binding, type Device, type EnrolmentCode, type Register } from './register.ts';

/** The newest binding of the same person elsewhere, made after this one. */
const laterThan = (all: Iterable<Binding>, { device, lane, person, at }: Binding): Binding | null =>
  [...all]
    .filter((other) => other.lane === lane && other.person === person && other.device !== device && other.at > at)
    .reduce<Binding | null>((last, other) => (last === null || other.at > last.at ? other : last), null);

type Try = { readonly lane: string; readonly person: string; readonly at: number };

export const createMemoryRegister = (): Register => {
  let name: string | null = null;
  const codes = new Map<string, EnrolmentCode>();
  const devices = new Map<string, KnownDevice>();
  const bound = new Map<string, Binding>();
  let tries: readonly Try[] = [];

  const placeOf = (device: string, lane: string, person: string): string => JSON.stringify([device, lane, person]);
  const plain = ({ code: _code, ...device }: KnownDevice): Device => device;
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

  return {
    hub: async (proposed) => (name ??= proposed),
    addCode: async (code) => void codes.set(code.hash, code),
    enrol: async (hash, asking) => {
      const [code, known] = [codes.get(hash) ?? null, devices.get(asking.id) ?? null];
      const isLivedIn = [...bound.values()].some(({ device }) => device === asking.id);
      const answer = mayEnrol(code, known, asking, isLivedIn);
      if (answer !== 'ok' || code === null) return answer;
      if (known !== null && known.revokedAt !== null)
        for (const [place, { device }] of bound) if (device === asking.id) bound.delete(place);
      devices.set(asking.id, { ...asking, code: hash, lanes: code.lanes, slot: known?.slot ?? devices.size + 1 });
      codes.set(hash, { ...code, usedBy: asking.id });
      return 'ok';
    },
    codes: async () => [...codes.values()].sort((a, b) => a.madeAt - b.madeAt || byText(a.hash, b.hash)),
    device: async (id) => (devices.has(id) ? plain(devices.get(id)!) : null),
    deviceByKey: async (key) => {
      const found = [...devices.values()].find((device) => device.key === key);
      return found === undefined ? null : plain(found);
    },
    devices: async () => [...devices.values()].sort((a, b) => a.slot - b.slot).map(plain),
    seen: async (id, at) => {
      const known = devices.get(id);
      if (known !== undefined && at - known.seenAt >= SEEN_EVERY) devices.set(id, { ...known, seenAt: at });
    },
    revoke: async (id, at) => {
      const known = devices.get(id);
      if (known === undefined || known.revokedAt !== null) return false;
      devices.set(id, { ...known, revokedAt: at });
      return true;
    },
    bind: async (binding) => void bound.set(placeOf(binding.device, binding.lane, binding.person), binding),
    unbind: async (device, lane, person) => void bound.delete(placeOf(device, lane, person)),
    movedOn: async (device) =>
      [...bound.values()]
        .filter((mine) => mine.device === device)
        .flatMap((mine) => laterThan(bound.values(), mine) ?? [])
        .sort((a, b) => byText(a.lane, b.lane) || byText(a.person, b.person)),
    bindingsIn: async (lane, person) =>
      newestFirst([...bound.values()].filter((row) => row.lane === lane && (person === undefined || row.person === person))),
    bindings: async (device) =>
      [...bound.values()]
        .filter((binding) => binding.device === device)
        .sort((a, b) => byText(a.lane, b.lane) || byText(a.person, b.person)),
    failures: async (lane, person, since) =>
      tries.filter((entry) => entry.lane === lane && entry.person === person && entry.at >= since).length,
    recordTry: async (lane, person, at, succeeded) => {
      const others = tries.filter((entry) => entry.lane !== lane || entry.person !== person || (!succeeded && entry.at > at - TRIES_KEPT));
      tries = succeeded ? others : [...others, { lane, person, at }];
    },
  };
};
