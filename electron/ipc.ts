// Carries calls and wake-ups between the windows and the desk: one channel each way, and only for our own top frame.
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { WireAnswer } from '../shared/api.ts';
import { isOwnAddress } from './app-page.ts';
import type { DeskPort } from './desk-port.ts';

const isTrusted = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);

export const connectWindows = (port: DeskPort): void => {
  ipcMain.handle('rpc', (event, name: unknown, request: unknown): Promise<WireAnswer> | WireAnswer => {
    if (!isTrusted(event))
      return { ok: false, fault: { fault: 'broken', where: 'sender', message: 'Only the page of this window may ask.' } };
    if (typeof name !== 'string') return { ok: false, fault: { fault: 'unknown-call', where: 'name', message: 'A call has a name.' } };
    return port.answer(name, request);
  });
  port.subscribe((event) => {
    for (const window of BrowserWindow.getAllWindows()) if (!window.isDestroyed()) window.webContents.send('event', event);
  });
};
