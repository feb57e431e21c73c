// The people who may sign in, grouped by the company they speak for; one click, or a secret where the centre keeps one.
import { useEffect, useRef, useState } from 'react';
import type { SignInChoice } from '../../shared/views/shapes.ts';
import { lastAtThisDesk, signIn } from '../state/session.ts';
import { useLooks } from '../state/looks.ts';
import { useWords } from '../texts/texts.ts';
import { SecretForm } from './secret-form.tsx';

type Group = {
  readonly lane: string;
  readonly principal: string;
  readonly accent: SignInChoice['accent'];
  readonly people: readonly SignInChoice[];
};

const ORDER = ['agent', 'specialist', 'lead', 'manager', 'auditor'];
/** More than one sees at a glance: then a name is found faster by typing it. */
const MANY = 12;

const grouped = (people: readonly SignInChoice[]): readonly Group[] =>
  [...new Set(people.map(({ lane }) => lane))].map((lane) => {
    const own = people.filter((person) => person.lane === lane);
    const sorted = [...own].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
    return { lane, principal: own[0]!.principal, accent: own[0]!.accent, people: sorted };
  });

const keyOf = ({ lane, person }: { readonly lane: string; readonly person: string }): string => `${lane} ${person}`;

type DoorProps = {
  readonly people: readonly SignInChoice[];
  /** The centre is away now: only who signed in here before gets in. */
  readonly away: boolean;
};

export const DoorPeople = ({ people, away }: DoorProps) => {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  // Whoever worked here last stands open: at most desks that is the same person as yesterday.
  const [open, setOpen] = useState<string | null>(() => lastAtThisDesk());
  const sought = search.trim().toLocaleLowerCase();
  const found = people.filter(({ name }) => name.toLocaleLowerCase().includes(sought));
  const box = useRef<HTMLDivElement>(null);
  // Nobody who comes to the door has to look for the names; a secret that is asked for already comes first.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);
  return (
    <div ref={box} className="contents">
      {people.length <= MANY ? null : (
        <input
          type="search"
          className="entry h-9 max-w-md"
          aria-label={t('sign.find')}
          placeholder={t('sign.find')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {found.length === 0 && sought !== '' ? <p className="text-ink-2">{t('sign.noneFound')}</p> : null}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {grouped(found).map((group) => (
          <Principal key={group.lane} group={group} away={away} open={open} onOpen={setOpen} />
        ))}
      </div>
    </div>
  );
};

type OpenProps = { readonly away: boolean; readonly open: string | null; readonly onOpen: (key: string | null) => void };

const Principal = ({ group, away, open, onOpen }: OpenProps & { readonly group: Group }) => {
  const { t } = useWords();
  const shade = useLooks((looks) => looks.shade);
  return (
    <section
      aria-label={group.principal}
      className="overflow-hidden rounded-lg border border-line"
      style={{ borderTop: `4px solid ${group.accent[shade]}` }}
    >
      <div className="flex items-baseline justify-between pt-3 pr-4 pb-2 pl-[19px]">
        <h2 className="text-large font-semibold" style={{ color: group.accent[shade] }}>
          {group.principal}
        </h2>
        <span className="text-small text-ink-3">{t('sign.principal')}</span>
      </div>
      <ul>
        {group.people.map((person) => (
          <Person key={person.person} person={person} away={away} open={open} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
};

const Person = ({ person, away, open, onOpen }: OpenProps & { readonly person: SignInChoice }) => {
  const { t, language } = useWords();
  const row = useRef<HTMLButtonElement>(null);
  const teams = person.teams.map((team) => team[language]).join(', ');
  const asks = person.secret !== undefined;
  const isOpen = asks && open === keyOf(person);
  const press = (): void => {
    if (!asks) void signIn(person.lane, person.person);
    else onOpen(isOpen ? null : keyOf(person));
  };
  const cancel = (): void => {
    onOpen(null);
    row.current?.focus();
  };
  const needsHub = away && person.secret?.offline === false;
  return (
    <li className="border-t border-line">
      <button
        ref={row}
        type="button"
        aria-expanded={asks ? isOpen : undefined}
        className="row-button flex items-center justify-between gap-4 px-4 py-2 aria-expanded:border-l-accent aria-expanded:bg-accent-soft"
        onClick={press}
      >
        <span className="flex min-w-0 flex-col">
          <span className="font-semibold">{person.name}</span>
          <span className="text-small text-ink-2">{teams}</span>
        </span>
        <span className="flex flex-col items-end text-small whitespace-nowrap text-ink-2">
          <span>{t('person.roleTier', { role: t(`role.${person.role}`), tier: person.tier })}</span>
          {needsHub ? <span className="text-warn">{t('sign.offlineNo')}</span> : null}
        </span>
      </button>
      {isOpen ? <SecretForm person={person} onCancel={cancel} /> : null}
    </li>
  );
};
