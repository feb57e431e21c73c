// Carries calls over the bridge that the desktop's preload put into the page.
import type { Bridge } from '../../shared/api.ts';
import type { Wire } from './wire.ts';

export const createBridgeWire = (bridge: Bridge): Wire => ({
  call: (name, request) => bridge.call(name, request),
  listen: (onEvent, onState) => {
    const end = bridge.on(onEvent);
    onState(true);
    return end;
  },
});
