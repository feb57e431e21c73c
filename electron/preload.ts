// Puts the bridge into the page: two functions, nothing of Electron's own behind them.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Bridge, DeskEvent, WireAnswer } from '../shared/api.ts';

const bridge: Bridge = {
  call: (name, request): Promise<WireAnswer> => ipcRenderer.invoke('rpc', name, request),
  on: (listener) => {
    // The page never gets hold of the IPC event, which carries a way back to the main process.
    const hear = (_event: IpcRendererEvent, event: DeskEvent): void => listener(event);
    ipcRenderer.on('event', hear);
    return () => void ipcRenderer.off('event', hear);
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);
