// Stands in for the module `electron`, which exists only inside of Electron: remembers what it was told and lets a test speak for it.
import { EventEmitter } from 'node:events';

type Handler = (event: unknown, ...args: unknown[]) => unknown;
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Guarded = { prevented: boolean; readonly url: string; preventDefault(): void };

export class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  reloads = 0;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly send = (...words: unknown[]): void => void this.sent.push(words);
  readonly reload = (): void => void (this.reloads += 1);
  readonly setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => void (this.openHandler = handler);
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static readonly getAllWindows = (): FakeWindow[] => FakeWindow.all;
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  readonly shown: string[] = [];
  maximized = false;
  minimized = false;
  bounds: Area = { x: 10, y: 20, width: 1280, height: 800 };
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  constructor(options: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
    world.app.emit('web-contents-created', {}, this.webContents);
  }
  readonly loadURL = (address: string): Promise<void> => {
    this.loaded.push(address);
    return world.load(this, address);
  };
  readonly isDestroyed = (): boolean => false;
  readonly isMaximized = (): boolean => this.maximized;
  readonly isMinimized = (): boolean => this.minimized;
  readonly maximize = (): void => void (this.maximized = true);
  readonly restore = (): void => void (this.minimized = false);
  readonly getNormalBounds = (): Area => this.bounds;
  readonly show = (): void => void this.shown.push('show');
  readonly focus = (): void => void this.shown.push('focus');
  focused = false;
  readonly isFocused = (): boolean => this.focused;
  readonly flashFrame = (on: boolean): void => void this.shown.push(on ? 'flash' : 'calm');
  readonly setOverlayIcon = (image: unknown, words: string): void => void this.shown.push(`${image === null ? 'no dot' : 'dot'} ${words}`);
}

export class FakeTray extends EventEmitter {
  static all: FakeTray[] = [];
  tip = '';
  menu: readonly { readonly label?: string; readonly click?: () => void }[] = [];
  constructor(_image: unknown) {
    super();
    if (!world.hasTray) throw new Error('no status area');
    FakeTray.all.push(this);
  }
  readonly setToolTip = (tip: string): void => void (this.tip = tip);
  readonly setContextMenu = (menu: FakeTray['menu']): void => void (this.menu = menu);
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  readonly said: string[] = [];
  readonly paths: Record<string, string> = {};
  lock = true;
  readonly setName = (name: string): void => void this.said.push(`name ${name}`);
  readonly setPath = (name: string, path: string): void => void (this.paths[name] = path);
  readonly enableSandbox = (): void => void this.said.push('sandbox');
  readonly requestSingleInstanceLock = (): boolean => {
    this.said.push('lock');
    return this.lock;
  };
  readonly whenReady = (): Promise<void> => {
    this.said.push('ready');
    return Promise.resolve();
  };
  hasBadge = true;
  badge = 0;
  readonly setBadgeCount = (count: number): boolean => {
    this.badge = count;
    return this.hasBadge;
  };
  takesLinks = true;
  readonly setAsDefaultProtocolClient = (scheme: string): boolean => {
    this.said.push(`links ${scheme}`);
    return this.takesLinks;
  };
  readonly setAppUserModelId = (id: string): void => void this.said.push(`model ${id}`);
  readonly getLocale = (): string => 'de-DE';
  readonly getVersion = (): string => '0.0.0';
  readonly quit = (): void => {
    this.said.push('quit');
    this.emit('will-quit', { preventDefault: () => void this.said.push('quit put off') });
  };
  readonly exit = (code: number): void => void this.said.push(`exit ${code}`);
}

/** What the code under test did and what Electron would hold. */
export const world = {
  app: new FakeApp(),
  schemes: [] as unknown[],
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  invokable: new Map<string, Handler>(),
  bridges: new Map<string, unknown>(),
  /** Main to page. */
  pageEvents: new EventEmitter(),
  screens: [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] as { readonly workArea: Area }[],
  permission: {
    request: null as null | ((contents: unknown, permission: string, answer: (yes: boolean) => void) => void),
    check: null as null | ((contents: unknown, permission: string) => boolean),
    device: null as null | (() => boolean),
  },
  blocked: null as null | {
    readonly urls: readonly string[];
    readonly ask: (details: unknown, answer: (verdict: { cancel: boolean }) => void) => void;
  },
  menu: undefined as unknown,
  hasTray: true,
  errorBoxes: [] as string[][],
  load: (_window: FakeWindow, _address: string): Promise<void> => Promise.resolve(),
  /** The frame a call comes from. */
  sender: { url: 'app://stafette/', parent: null } as { readonly url: string; readonly parent: unknown } | null,
};

export const guarded = (url: string): Guarded => ({
  url,
  prevented: false,
  preventDefault() {
    this.prevented = true;
  },
});

export const electron = {
  app: world.app,
  BrowserWindow: FakeWindow,
  Tray: FakeTray,
  nativeImage: { createFromDataURL: (address: string) => ({ address }) },
  screen: { getAllDisplays: () => world.screens },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => {
      world.app.said.push('schemes');
      world.schemes.push(...schemes);
    },
    handle: (name: string, handler: (request: Request) => Response) => void world.protocols.set(name, handler),
  },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: typeof world.permission.request) => void (world.permission.request = handler),
      setPermissionCheckHandler: (handler: typeof world.permission.check) => void (world.permission.check = handler),
      setDevicePermissionHandler: (handler: typeof world.permission.device) => void (world.permission.device = handler),
      webRequest: {
        onBeforeRequest: ({ urls }: { urls: string[] }, ask: NonNullable<typeof world.blocked>['ask']) =>
          void (world.blocked = { urls, ask }),
      },
    },
  },
  ipcMain: { handle: (channel: string, handler: Handler) => void world.invokable.set(channel, handler) },
  ipcRenderer: {
    invoke: async (channel: string, ...args: unknown[]) => {
      const handler = world.invokable.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      // What crosses the border is copied, as Electron does it.
      return structuredClone(await handler({ senderFrame: world.sender }, ...structuredClone(args)));
    },
    on: (channel: string, listener: (...args: unknown[]) => void) => void world.pageEvents.on(channel, listener),
    off: (channel: string, listener: (...args: unknown[]) => void) => void world.pageEvents.off(channel, listener),
  },
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void world.bridges.set(name, api) },
  dialog: { showErrorBox: (title: string, text: string) => void world.errorBoxes.push([title, text]) },
  Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => void (world.menu = menu) },
};
