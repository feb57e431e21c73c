// Opens the desktop's windows: sandboxed, isolated, at home on one address only, and where they stood last time.
import { app, BrowserWindow, screen, type WebContents } from 'electron';
import { isOwnAddress } from './app-page.ts';
import { readWindowState, writeWindowState, type WindowState } from './window-state.ts';

export type WindowOptions = {
  readonly preload: string;
  readonly address: string;
  readonly stateFile: string;
  readonly report: (error: unknown) => void;
};

/** A page that dies again at once has a bug a reload does not cure. */
const reloadPause = 10_000;

export const openWindow = ({ preload, address, stateFile, report }: WindowOptions): BrowserWindow => {
  const last = readWindowState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(last?.bounds ?? { width: 1280, height: 800 }),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Stafette',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  if (last?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeWindowState(stateFile, state);
    } catch (error) {
      // A full disk must not keep a window from closing.
      report(error);
    }
  });
  let died = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    report(new Error(`The page ended: ${reason}`));
    // What was typed stands in the drafts, so a fresh page loses nothing.
    if (performance.now() - died > reloadPause) window.webContents.reload();
    died = performance.now();
  });
  window.loadURL(address).catch(report);
  return window;
};

/** For every page there will ever be: it stays where it is, opens nothing, and embeds nothing. */
export const lockDown = (contents: WebContents): void => {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
};
