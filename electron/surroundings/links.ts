// Takes `stafette://` links from the system, at a start, at a second start and while running, and holds them until the desk is open.
import { app } from 'electron';
import type { PopBoard } from '../../shared/desk-pop.ts';
import { readPopLink } from '../../shared/pop-link.ts';

const SCHEME = 'stafette';
/** Whoever clicks on while the desk opens does not mean all of them. */
const HELD = 3;

/** The first link among a program's arguments, whatever else its system adds; null = none. */
export const linkAmong = (argv: readonly string[]): string | null => argv.find((word) => /^stafette:/i.test(word)) ?? null;

/**
 * Makes this program the one that opens such links. Only as a packed program: a checkout that is tried out must not take the links of the
 * program people work with. `system`: not packed, or the system said no.
 */
export const registerLinks = (): 'yes' | 'system' => (app.isPackaged && app.setAsDefaultProtocolClient(SCHEME) ? 'yes' : 'system');

export type Links = {
  /** Takes a link, or nothing. */
  readonly take: (link: string | null) => void;
  /** The desk is open: what waited is announced, what comes later at once. */
  readonly serve: (pops: Pick<PopBoard, 'announce' | 'announceFault'>) => void;
};

/** Listens from the first moment: macOS tells of the link that started the program before it is ready. */
export const createLinks = (): Links => {
  let board: Pick<PopBoard, 'announce' | 'announceFault'> | null = null;
  let waiting: readonly string[] = [];
  const tell = (link: string): void => {
    const read = readPopLink(link);
    const done = read.ok ? board?.announce(read.value) : read;
    if (done?.ok === false && done.refusal.code !== 'pop-too-many') board?.announceFault(done.refusal);
  };
  const take = (link: string | null): void => {
    if (link === null) return;
    if (board === null) waiting = [...waiting, link].slice(-HELD);
    else tell(link);
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
  });
  return {
    take,
    serve: (pops) => {
      board = pops;
      waiting.forEach(tell);
      waiting = [];
    },
  };
};
