// Lets somebody sign in: the demo people grouped by the company they speak for, one click each.
import { useLive } from '../state/live.ts';
import { signIn, useSession } from '../state/session.ts';
import { useLooks } from '../state/looks.ts';
import { useWords } from '../texts/texts.ts';
import { Looks } from '../parts/looks-menu.tsx';
import { Logo } from '../parts/logo.tsx';
import type { SignInChoice } from '../../shared/views/shapes.ts';

type Group = {
  readonly lane: string;
  readonly principal: string;
  readonly accent: SignInChoice['accent'];
  readonly people: readonly SignInChoice[];
};

const ORDER = ['agent', 'specialist', 'lead', 'manager', 'auditor'];

const grouped = (people: readonly SignInChoice[]): readonly Group[] =>
  [...new Set(people.map(({ lane }) => lane))].map((lane) => {
    const own = people.filter((person) => person.lane === lane);
    const sorted = [...own].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
    return { lane, principal: own[0]!.principal, accent: own[0]!.accent, people: sorted };
  });

export const SignIn = () => {
  const { t } = useWords();
  const { value, fault } = useLive('people.list', {});
  const { value: host } = useLive('host.info', {});
  const refused = useSession((session) => session.fault !== null || session.refusal !== null);
  const faultCode = useSession((session) => session.fault?.code ?? null) ?? fault?.code ?? null;
  return (
    <div className="flex h-full flex-col overflow-auto">
      <header className="flex items-center justify-between px-8 py-5">
        <div className="flex items-center gap-3">
          <Logo />
          <span className="text-large font-semibold">{t('app.name')}</span>
        </div>
        <Looks />
      </header>
      <main className="mx-auto flex w-full max-w-5xl grow flex-col gap-6 px-8 pt-6 pb-10">
        <div className="flex flex-col gap-1">
          <h1 className="text-huge font-semibold">{t('sign.title')}</h1>
          <p className="text-ink-2">{host?.demo === true ? t('sign.demo') : t('sign.who')}</p>
        </div>
        {refused || faultCode !== null ? (
          <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2 text-bad">
            {faultCode === null ? t('sign.refused') : t([`fault.${faultCode}`, 'fault.broken'])}
          </p>
        ) : null}
        {value !== undefined && value.length === 0 ? <p className="text-ink-2">{t('sign.empty')}</p> : null}
        <div className="grid gap-6 lg:grid-cols-2">
          {grouped(value ?? []).map((group) => (
            <Principal key={group.lane} group={group} />
          ))}
        </div>
      </main>
      <footer className="px-8 pb-5 text-small text-ink-3">
        {host === undefined ? null : t('sign.version', { version: host.version })}
      </footer>
    </div>
  );
};

const Principal = ({ group }: { readonly group: Group }) => {
  const { t } = useWords();
  const shade = useLooks((looks) => looks.shade);
  return (
    <section
      aria-label={group.principal}
      className="overflow-hidden rounded-lg border border-line"
      style={{ borderTop: `4px solid ${group.accent[shade]}` }}
    >
      <div className="flex items-baseline justify-between px-4 pt-3 pb-2">
        <h2 className="text-large font-semibold" style={{ color: group.accent[shade] }}>
          {group.principal}
        </h2>
        <span className="text-small text-ink-3">{t('sign.principal')}</span>
      </div>
      <ul>
        {group.people.map((person) => (
          <Person key={person.person} person={person} />
        ))}
      </ul>
    </section>
  );
};

const Person = ({ person }: { readonly person: SignInChoice }) => {
  const { t, language } = useWords();
  const teams = person.teams.map((team) => team[language]).join(', ');
  return (
    <li className="border-t border-line">
      <button
        type="button"
        className="row-button flex items-center justify-between gap-4 px-4 py-2"
        onClick={() => void signIn(person.lane, person.person)}
      >
        <span className="flex min-w-0 flex-col">
          <span className="font-semibold">{person.name}</span>
          <span className="truncate text-small text-ink-2">{teams}</span>
        </span>
        <span className="text-small whitespace-nowrap text-ink-2">
          {t('person.roleTier', { role: t(`role.${person.role}`), tier: person.tier })}
        </span>
      </button>
    </li>
  );
};
