// Lets a person give every act another key: pressed instead of typed, refused with a reason where it is taken, put back one by one or all.
import { useId, useRef, useState } from 'react';
import { create } from 'zustand';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Tick } from './fields/inputs.tsx';
import { Kbd, Printed } from './kbd.tsx';
import { AS_GIVEN, chordOf, chordOfStroke, clashOf, FIXED, isFunctionKey, unfit, withKey, type Chord, type KeyMap } from './key-map.ts';
import { KEY_IDS, rowOf } from './key-table.ts';
import { chordLabel, isMac, type KeyId } from './keys.ts';
import { useKeptKeys } from './use-own-keys.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** The act whose new key is being pressed: one at a time. */
const useListening = create<{ readonly id: KeyId | null }>(() => ({ id: null }));
/** True where a key was waited for: Escape ends that first, and leaves all as it was. */
export const stopListening = (): boolean => {
  const was = useListening.getState().id !== null;
  useListening.setState({ id: null });
  return was;
};

export const KEY_GROUPS = ['everywhere', 'case', 'list', 'lead'] as const;

export const KeysEditor = () => {
  const { t } = useDesk();
  const [map, keep] = useKeptKeys();
  const changed = !map.letters || Object.keys(map.own).length > 0;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex flex-col">
          <Tick label={t('settings.letters')} value={map.letters} onChange={(letters) => keep({ ...map, letters })} />
          <p className="text-small text-ink-2">{t('settings.lettersWhy')}</p>
        </div>
        <Button small blocked={changed ? null : t('settings.asGiven')} onPress={() => keep(AS_GIVEN)}>
          {t('settings.resetAll')}
        </Button>
      </div>
      {isMac() ? <p className="text-small text-ink-2">{t('settings.mac')}</p> : null}
      {KEY_GROUPS.map((group) => (
        <section key={group} aria-label={t(`keys.group.${group}`)}>
          <h3 className="heading pb-1">{t(`keys.group.${group}`)}</h3>
          {SHARED.filter((clash) => idsOfGroup(group).some((id) => clashOf(chordOf(id, map)) === clash)).map((clash) => (
            <p key={clash} className="pb-1.5 text-small text-ink-2">
              {t(`settings.clash.${clash}`)}
            </p>
          ))}
          <ul>
            {idsOfGroup(group).map((id) => (
              <Row key={id} id={id} map={map} keep={keep} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};

/** Why a key cannot be had, as a sentence with the way on. */
export const unfitWords = (id: KeyId, chord: Chord, map: KeyMap, { t, language }: Desk): string | null => {
  const refusal = unfit(id, chord, map);
  if (refusal === null) return null;
  const key = chordLabel(chord, language);
  return refusal.why === 'taken'
    ? t('settings.unfit.taken', { key, what: t(`keys.${refusal.by}`) })
    : t(`settings.unfit.${refusal.why}`, { key });
};

/** What concerns many keys of a group is said once, above them. */
const SHARED: readonly string[] = ['letters', 'tabs'];
const idsOfGroup = (group: string): readonly KeyId[] => KEY_IDS.filter((id) => rowOf(id).group === group);

const clashWords = (chord: Chord, { t }: Desk): string | null => {
  const clash = clashOf(chord);
  if (clash === null || SHARED.includes(clash)) return null;
  return isFunctionKey(chord) && !['F1', 'F3', 'F6', 'F7', 'F10'].includes(clash) ? null : t(`settings.clash.${clash}`);
};

const HELD: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Shift', 'Control', 'Meta']);
/** A key with Alt, as it is said: it can never be given. By the key itself, for Alt may have made another sign of it. */
const altLabel = ({ key, code }: React.KeyboardEvent): string =>
  `Alt ${/^[a-z]$/i.test(key) ? key.toUpperCase() : code.startsWith('Key') ? code.slice(3) : key}`;

type RowProps = { readonly id: KeyId; readonly map: KeyMap; readonly keep: (map: KeyMap) => void };

const Row = ({ id, map, keep }: RowProps) => {
  const desk = useDesk();
  const { t } = desk;
  const hint = useId();
  const listening = useListening((now) => now.id === id);
  const listen = (on: boolean): void => useListening.setState({ id: on ? id : null });
  const [refused, refuse] = useState<string | null>(null);
  const chord = chordOf(id, map);
  const what = t(`keys.${id}`);
  const isOwn = map.own[id] !== undefined;
  const words = t(listening ? 'settings.press' : 'settings.other');
  const other = useRef<HTMLButtonElement>(null);
  const tell = (why: string): void => {
    refuse(why);
    announce(why);
  };
  // The button it is put back by leaves with that: whoever pressed it stays on the row.
  const putBack = (): void => {
    other.current?.focus();
    keep(withKey(map, id, null));
  };
  const press = (event: React.KeyboardEvent): void => {
    if (!listening || event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = chordOfStroke(event);
    if (wanted === null)
      return event.altKey && !HELD.has(event.key) ? tell(t('settings.unfit.unknown', { key: altLabel(event) })) : undefined;
    const why = unfitWords(id, wanted, map, desk);
    if (why !== null) return tell(why);
    refuse(null);
    listen(false);
    keep(withKey(map, id, wanted));
    announce(t('settings.given', { what, key: chordLabel(wanted, desk.language) }));
  };
  const clash = clashWords(chord, desk);
  // What is read on a button is part of its name: whoever speaks to his desk says what he sees.
  const given = `${t('settings.was')} ${chordLabel(chordOf(id, AS_GIVEN), desk.language)}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-t border-line py-1">
      <span className="min-w-48 grow">{what}</span>
      {isOwn ? (
        <Button small kind="quiet" label={`${t('settings.resetOne', { what })}, ${given}`} onPress={putBack}>
          <span className="text-ink-3">{t('settings.was')}</span>
          <Printed chord={chordOf(id, AS_GIVEN)} />
        </Button>
      ) : null}
      {FIXED.has(id) ? (
        <span className="flex items-center gap-2 text-small text-ink-3">
          {t('settings.fixed')}
          <Kbd id={id} />
        </span>
      ) : (
        <button
          ref={other}
          type="button"
          aria-describedby={clash === null ? undefined : hint}
          aria-pressed={listening}
          onClick={() => {
            refuse(null);
            listen(!listening);
          }}
          onKeyDown={press}
          onBlur={() => listen(false)}
          className="inline-flex h-7 min-w-32 items-center justify-between gap-2 rounded-md border border-edge bg-raised px-2 text-small hover:bg-panel aria-pressed:border-accent aria-pressed:bg-accent-soft"
        >
          <span>
            <span className="sr-only">{`${what}: `}</span>
            {words}
            <span className="sr-only">{` ${chordLabel(chord, desk.language)}`}</span>
          </span>
          <Printed chord={chord} />
        </button>
      )}
      {refused === null || !listening ? null : <p className="basis-full text-small font-semibold text-bad">{refused}</p>}
      {clash === null ? null : (
        <p id={hint} className="basis-full text-small text-ink-3">
          {clash}
        </p>
      )}
    </li>
  );
};
