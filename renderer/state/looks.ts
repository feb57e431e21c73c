// Knows language, theme and density of this machine's windows and puts them on the page; all change at any time without losing input.
import { create } from 'zustand';
import i18next from 'i18next';

export type Language = 'de' | 'en';
/** `contrast`: as light or dark as the system, with every line and mark drawn hard. */
export type Theme = 'light' | 'dark' | 'system' | 'contrast';
export type Shade = 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

export const LANGUAGES: readonly Language[] = ['de', 'en'];
export const THEMES: readonly Theme[] = ['light', 'dark', 'system', 'contrast'];
export const DENSITIES: readonly Density[] = ['comfortable', 'compact'];

const KEY = 'stafette.looks';
const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');
const harder = (): MediaQueryList => window.matchMedia('(prefers-contrast: more)');

type Looks = {
  readonly language: Language;
  readonly theme: Theme;
  readonly shade: Shade;
  readonly density: Density;
  /** Hard contrast: chosen here, or asked for by the system. */
  readonly contrast: boolean;
};

const stored = (): Partial<Looks> => {
  try {
    return JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<Looks>;
  } catch {
    return {};
  }
};

const seen = (theme: Theme): Pick<Looks, 'theme' | 'shade' | 'contrast'> => ({
  theme,
  shade: theme === 'light' || theme === 'dark' ? theme : dark().matches ? 'dark' : 'light',
  contrast: theme === 'contrast' || harder().matches,
});

export const useLooks = create<Looks>(() => ({
  language: 'de',
  theme: 'system',
  shade: 'light',
  density: 'comfortable',
  contrast: false,
}));

const put = (): void => {
  const { language, shade, density, contrast } = useLooks.getState();
  const root = document.documentElement;
  root.lang = language;
  root.dataset['theme'] = shade;
  root.dataset['density'] = density;
  root.dataset['contrast'] = contrast ? 'more' : 'normal';
  if (i18next.language !== language) void i18next.changeLanguage(language);
};

const change = (next: Partial<Looks>): void => {
  useLooks.setState(next);
  const { language, theme, density } = useLooks.getState();
  window.localStorage.setItem(KEY, JSON.stringify({ language, theme, density }));
  put();
};

export const setLanguage = (language: Language): void => change({ language });
export const setTheme = (theme: Theme): void => change(seen(theme));
export const setDensity = (density: Density): void => change({ density });

/** The one of these that was stored; something else may stand there after a change of versions. */
const among = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((known) => known === value);

const read = (): void => {
  const { language, theme, density } = stored();
  const own: Language = window.navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
  useLooks.setState({
    ...seen(among(THEMES, theme) ?? 'system'),
    language: among(LANGUAGES, language) ?? own,
    density: among(DENSITIES, density) ?? 'comfortable',
  });
  put();
};

export const startLooks = (): void => {
  read();
  // What is chosen in one window holds in all of this machine at once, not only when they are loaded anew.
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) read();
  });
  const again = (): void => {
    useLooks.setState(seen(useLooks.getState().theme));
    put();
  };
  dark().addEventListener('change', again);
  harder().addEventListener('change', again);
};
