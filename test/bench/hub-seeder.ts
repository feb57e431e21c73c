// Fills the folder of a hub from a process of its own, as if workstations had told it all: what it needs for that is not the hub's memory.
import { openEmbeddedLedger } from '../../hub/embedded.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import type { Ask } from './hub-away.ts';
import { createDevice, digest, notesOn, openings } from './hub-work.ts';

const opened = openEmbeddedLedger(process.argv[2]!, { backup: () => undefined });
if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
const { store } = opened.value;
const ledger = createLedger({ store, clock: Date.now, digest, newEpoch: () => 'never' });
const devices = new Map<string, ReturnType<typeof createDevice>>();

const work = async ({ device, cases, open, each }: Extract<Ask, { ask: 'work' }>): Promise<number> => {
  const known = devices.get(device) ?? createDevice(device, Date.now());
  devices.set(device, known);
  let position = 0;
  for (const frame of known.inFrames([...(open ? openings(device, cases) : []), ...notesOn(device, cases, each)])) {
    const answer = await ledger.push(frame);
    if (!answer.ok || answer.value.verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error(JSON.stringify(answer));
    ({ position } = answer.value);
  }
  return position;
};

process.on('message', ({ id, ask }: { readonly id: number; readonly ask: Extract<Ask, { ask: 'work' }> }) => {
  work(ask).then(
    (value) => process.send!({ id, value }),
    (error: unknown) => process.send!({ id, error: String(error) }),
  );
});
process.on('disconnect', () => void store.close().then(() => process.exit(0)));
