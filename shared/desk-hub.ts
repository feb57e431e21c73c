// Answers the calls about the hub this desk belongs to, and who may come in where a hub keeps people and secrets.
import { refuse } from './kernel/result.ts';
import type { HubView } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

const NO_HUB: HubView = { url: null, enrolled: false, name: null, restart: false, trouble: null, lanes: [] };

export const hubCalls = ({ gate, door = gate }: DeskInside): Pick<Handlers, 'hub.view' | 'hub.enrol'> => ({
  'hub.view': () => door?.view() ?? NO_HUB,
  'hub.enrol': (_seat, wish) => door?.enrol(wish) ?? refuse('not-possible', {}),
});
