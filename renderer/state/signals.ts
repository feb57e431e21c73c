// Knows which signals this machine gives beside the screen: a sound for whoever waits on the line, notifications of the system.
import { create } from 'zustand';

const KEY = 'stafette.signals';

type Signals = {
  /** On until somebody silences it; a browser sounds only after the first touch anyway. */
  readonly sound: boolean;
  /** Somebody asked for notifications here; whether they may come is the browser's word. */
  readonly notices: boolean;
};

/** `ask`: nobody has decided yet · `blocked`: only the browser's own settings can change it · `unable`: there are none here. */
export type NoticeLeave = 'granted' | 'ask' | 'blocked' | 'unable';

export const useSignals = create<Signals>(() => ({ sound: true, notices: false }));

const stored = (): Partial<Signals> => {
  try {
    return JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<Signals>;
  } catch {
    return {};
  }
};

const change = (next: Partial<Signals>): void => {
  useSignals.setState(next);
  window.localStorage.setItem(KEY, JSON.stringify(useSignals.getState()));
};

export const noticeLeave = (): NoticeLeave => {
  if (!('Notification' in window)) return 'unable';
  const { permission } = window.Notification;
  return permission === 'granted' ? 'granted' : permission === 'denied' ? 'blocked' : 'ask';
};

export const setSound = (sound: boolean): void => change({ sound });

/** Switches notifications on or off; the first time on asks the browser. Answers whether they may come. */
export const setNotices = async (notices: boolean): Promise<NoticeLeave> => {
  if (notices && noticeLeave() === 'ask') await window.Notification.requestPermission();
  const leave = noticeLeave();
  change({ notices: notices && leave === 'granted' });
  return leave;
};

export const startSignals = (): void => {
  const { sound, notices } = stored();
  useSignals.setState({ sound: sound !== false, notices: notices === true && noticeLeave() === 'granted' });
};
