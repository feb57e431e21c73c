// The desktop host: puts workplace, page and windows together; all that must be said before Electron is ready stands at the top.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { pageAddress, scheme, servePage } from './app-page.ts';
import { sentence } from './cli/words.ts';
import { defaultDataFolder } from './data-folder.ts';
import { argumentOf } from './desktop-arguments.ts';
import { createDeskPort } from './desk-port.ts';
import { connectWindows } from './ipc.ts';
import { readPageFiles } from './page-files.ts';
import { startWords, type Language } from './start-words.ts';
import { lockDown, openWindow } from './window.ts';
import { idleLimit, openDesk, type OpenDesk } from './open-desk.ts';
import { createLinks, linkAmong } from './surroundings/links.ts';
import { createSurroundings } from './surroundings/surroundings.ts';

const report = (error: unknown): void => console.error(error);
const asked = argumentOf(process.argv, 'language');
const pageLanguage: Language | null = asked === 'de' || asked === 'en' ? asked : null;
const dir = argumentOf(process.argv, 'data') ?? defaultDataFolder(process.platform, process.env, homedir());

app.setName('Stafette');
mkdirSync(dir, { recursive: true, mode: 0o700 });
// Chromium's own files beside the data: so the single-instance lock is one per data folder, not one per machine.
app.setPath('userData', join(dir, 'desktop'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.on('web-contents-created', (_event, contents) => lockDown(contents));
const links = createLinks();

const lockSession = (): void => {
  // Copying a case number and telling of a deadline is all a page may ask of the machine.
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write' || permission === 'notifications';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => allowed(permission));
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
    (_details, answer) => answer({ cancel: true }),
  );
};

const setMenu = (): void => {
  // macOS copies and pastes through its menu; elsewhere a menu would only take keys away from the desk.
  const macMenu = Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
  Menu.setApplicationMenu(process.platform === 'darwin' ? macMenu : null);
};

const showWindow = (): void => {
  const options = {
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    address: pageAddress(pageLanguage),
    stateFile: join(dir, 'window.json'),
    report,
  };
  openWindow(options);
};

/** A second start means "where is it?"; with `--new-window` it means "one more", for a second person. */
const bringForward = (): void => {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return showWindow();
  if (window.isMinimized()) window.restore();
  window.focus();
};

/** Electron waits for nobody, so the end is put off once, until everything is stored. */
const endInOrder = (desk: OpenDesk): void => {
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    ended = true;
    desk
      .close()
      .catch(report)
      .finally(() => app.quit());
  });
};

const start = async (): Promise<void> => {
  await app.whenReady();
  const language = pageLanguage ?? (app.getLocale().startsWith('de') ? 'de' : 'en');
  const around = createSurroundings({ language, links, bringForward });
  const opened = await openDesk({
    dir,
    host: 'desktop',
    version: app.getVersion(),
    surroundings: around.can,
    examples: process.argv.includes('--empty') ? null : language,
  });
  if (!opened.ok) {
    dialog.showErrorBox('Stafette', sentence(opened.refusal, language));
    app.exit(2);
    return;
  }
  const desk = opened.value;
  const files = readPageFiles(join(import.meta.dirname, '../renderer'));
  protocol.handle(scheme, (request) => servePage(files, request));
  lockSession();
  setMenu();
  connectWindows(createDeskPort(desk.api, (call, error) => report(new Error(`The call ${call} failed.`, { cause: error }))));
  setInterval(() => desk.expireIdle(idleLimit), 30_000).unref();
  endInOrder(desk);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', (_event, argv) => {
    const link = linkAmong(argv);
    // A link of the telephone system takes nobody away from what he does: it is shown where he is.
    if (link !== null) links.take(link);
    else if (argv.includes('--new-window')) showWindow();
    else bringForward();
  });
  around.serve(desk);
  links.take(linkAmong(process.argv));
  showWindow();
};

// Not awaited: an ES module that waits for `whenReady` at its top level is never ready (electron#40719).
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    report(error);
    app.exit(1);
  });
} else {
  if (linkAmong(process.argv) === null) console.log(startWords(pageLanguage ?? 'en').runsAlready(dir));
  app.quit();
}
