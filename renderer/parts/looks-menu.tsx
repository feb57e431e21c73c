// Switches language, theme and density, at any time and without losing what is being typed.
import { DropdownMenu } from 'radix-ui';
import { DENSITIES, LANGUAGES, setDensity, setLanguage, setTheme, THEMES, useLooks } from '../state/looks.ts';
import { useWords } from '../texts/texts.ts';

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly word: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
};

/** A few values side by side, one of them pressed. */
export const Choice = <Value extends string>({ label, values, chosen, word, onChoose }: ChoiceProps<Value>) => (
  <div role="group" aria-label={label} className="inline-flex rounded-md border border-line p-0.5">
    {values.map((value) => (
      <button
        key={value}
        type="button"
        aria-pressed={value === chosen}
        onClick={() => onChoose(value)}
        className="aim rounded-sm px-2 py-0.5 text-small text-ink-2 aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-ink"
      >
        {word(value)}
      </button>
    ))}
  </div>
);

export const Looks = () => {
  const { t, language } = useWords();
  const { theme, density } = useLooks();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Choice
        label={t('looks.language')}
        values={LANGUAGES}
        chosen={language}
        word={(value) => t(`looks.${value}`)}
        onChoose={setLanguage}
      />
      <Choice label={t('looks.theme')} values={THEMES} chosen={theme} word={(value) => t(`looks.${value}`)} onChoose={setTheme} />
      <Choice label={t('looks.density')} values={DENSITIES} chosen={density} word={(value) => t(`looks.${value}`)} onChoose={setDensity} />
    </div>
  );
};

type ItemsProps<Value extends string> = Omit<ChoiceProps<Value>, 'onChoose'> & { readonly onChoose: (value: string) => void };

/** The same inside a menu, where arrows walk and a menu may hold nothing but items. */
const Items = <Value extends string>({ label, values, chosen, word, onChoose }: ItemsProps<Value>) => (
  <DropdownMenu.RadioGroup
    aria-label={label}
    value={chosen}
    onValueChange={onChoose}
    className="inline-flex rounded-md border border-line p-0.5"
  >
    {values.map((value) => (
      <DropdownMenu.RadioItem
        key={value}
        value={value}
        onSelect={(event) => event.preventDefault()}
        className="aim rounded-sm px-2 py-0.5 text-small text-ink-2 outline-none data-highlighted:underline data-[state=checked]:bg-accent-soft data-[state=checked]:font-semibold data-[state=checked]:text-ink"
      >
        {word(value)}
      </DropdownMenu.RadioItem>
    ))}
  </DropdownMenu.RadioGroup>
);

export const LooksItems = () => {
  const { t, language } = useWords();
  const { theme, density } = useLooks();
  const word = (value: string): string => t(`looks.${value}`);
  return (
    <div role="presentation" className="flex flex-wrap items-center gap-3">
      <Items
        label={t('looks.language')}
        values={LANGUAGES}
        chosen={language}
        word={word}
        onChoose={(value) => setLanguage(LANGUAGES.find((known) => known === value) ?? language)}
      />
      <Items
        label={t('looks.theme')}
        values={THEMES}
        chosen={theme}
        word={word}
        onChoose={(value) => setTheme(THEMES.find((known) => known === value) ?? theme)}
      />
      <Items
        label={t('looks.density')}
        values={DENSITIES}
        chosen={density}
        word={word}
        onChoose={(value) => setDensity(DENSITIES.find((known) => known === value) ?? density)}
      />
    </div>
  );
};
