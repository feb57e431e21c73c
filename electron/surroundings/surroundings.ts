// Puts together what the desktop program does outside its windows: tray, badge, flash, links; and says what of it this system offers.
import { app, BrowserWindow } from 'electron';
import type { DeskEvent } from '../../shared/api.ts';
import type { Surroundings } from '../../shared/views/pop-shapes.ts';
import type { OpenDesk } from '../open-desk.ts';
import { badgeHere, createBadgeSum, flashWindows, showBadge } from './badge.ts';
import { registerLinks, type Links } from './links.ts';
import { nameNotifications } from './notifications.ts';
import { createTray } from './tray.ts';
import { trayWords, type Language } from './words.ts';

export type Around = {
  readonly can: Surroundings;
  /** The desk is open: from now on its alerts and calls are told. */
  readonly serve: (desk: Pick<OpenDesk, 'api' | 'pops' | 'badges'>) => void;
};

type Parts = { readonly language: Language; readonly links: Links; readonly bringForward: () => void };

/** Only after the program is ready: before, there is no status area. */
export const createSurroundings = ({ language, links, bringForward }: Parts): Around => {
  nameNotifications();
  const alerts = (): void => {
    bringForward();
    const event: DeskEvent = { type: 'show', what: 'alerts' };
    BrowserWindow.getAllWindows()[0]?.webContents.send('event', event);
  };
  const tray = createTray(language, { open: bringForward, alerts, quit: () => app.quit() });
  const badge = badgeHere();
  const sum = createBadgeSum();
  let shown = 0;
  const show = (): void => {
    const total = sum.total();
    if (total === shown) return;
    if (total > shown) flashWindows();
    shown = total;
    tray?.tell(total);
    if (badge === 'yes') showBadge(total, trayWords(language).tip(total));
  };
  return {
    can: { badge, tray: tray === null ? 'system' : 'yes', links: registerLinks() },
    serve: ({ api, pops, badges }) => {
      badges.follow((session, person, count) => {
        sum.say(session, person, count);
        show();
      });
      let waiting = 0;
      api.subscribe((event) => {
        if (event.type === 'signed-out') {
          sum.left(event.session);
          show();
        }
        if (event.type !== 'pop') return;
        const now = pops.waiting().length;
        // A call that was taken or dropped is nothing to look up for.
        if (now > waiting) flashWindows();
        waiting = now;
      });
      links.serve(pops);
    },
  };
};
