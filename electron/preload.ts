// The bridge between the page and the desktop host.
import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('bridge', {});
