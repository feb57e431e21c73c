// Knows language and theme of this machine's windows and puts them on the page; both change at any time without losing input.
import { create } from 'zustand';
import i18next from 'i18next';

export type Language = 'de' | 'en';
export type Theme = 'light' | 'dark' | 'system';
export type Shade = 'light' | 'dark';

const KEY = 'stafette.looks';
const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

type Looks = { readonly language: Language; readonly theme: Theme; readonly shade: Shade };

const stored = (): Partial<Looks> => {
  try {
    return JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<Looks>;
  } catch {
    return {};
  }
};

const shadeOf = (theme: Theme): Shade => (theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme);

export const useLooks = create<Looks>(() => ({ language: 'de', theme: 'system', shade: 'light' }));

const put = (): void => {
  const { language, shade } = useLooks.getState();
  document.documentElement.lang = language;
  document.documentElement.dataset['theme'] = shade;
  if (i18next.language !== language) void i18next.changeLanguage(language);
};

const change = (next: Partial<Looks>): void => {
  useLooks.setState(next);
  const { language, theme } = useLooks.getState();
  window.localStorage.setItem(KEY, JSON.stringify({ language, theme }));
  put();
};

export const setLanguage = (language: Language): void => change({ language });
export const setTheme = (theme: Theme): void => change({ theme, shade: shadeOf(theme) });

const read = (): void => {
  const { language, theme } = stored();
  const own: Language = window.navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
  const chosen: Theme = theme === 'light' || theme === 'dark' ? theme : 'system';
  useLooks.setState({ language: language === 'de' || language === 'en' ? language : own, theme: chosen, shade: shadeOf(chosen) });
  put();
};

export const startLooks = (): void => {
  read();
  // What is chosen in one window holds in all of this machine at once, not only when they are loaded anew.
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) read();
  });
  dark().addEventListener('change', () => {
    const now = useLooks.getState().theme;
    useLooks.setState({ shade: shadeOf(now) });
    put();
  });
};
