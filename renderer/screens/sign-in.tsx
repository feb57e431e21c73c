// Lets somebody in: who, and with a centre also the secret; connects the desk to its centre; tells how far the first sync is.
import { useEffect, useState } from 'react';
import type { HubView } from '../../shared/views/shapes.ts';
import { useLive, wakeAll } from '../state/live.ts';
import { useSession } from '../state/session.ts';
import { askWall, useWallAsked } from '../state/wall-address.ts';
import { useWords } from '../texts/texts.ts';
import { LockedDoor, lockedPerson } from '../parts/locked-door.tsx';
import { ProgressBar } from '../parts/arriving.tsx';
import { Button } from '../parts/button.tsx';
import { DoorPeople } from '../parts/door-people.tsx';
import { EnrolForm } from '../parts/enrol-form.tsx';
import { OwnCases } from '../parts/own-cases.tsx';
import { arrivingFigures, isStanding, troubleWords } from '../parts/hub-words.ts';
import { Looks } from '../parts/looks-menu.tsx';
import { Logo } from '../parts/logo.tsx';

/** Outside nobody is told what moves at the centre: a slow look keeps the people and the progress true. */
const LOOK = 2000;

export const SignIn = () => {
  const { t } = useWords();
  const { value: host } = useLive('host.info', {});
  const { value: hub } = useLive('hub.view', {});
  const [connecting, setConnecting] = useState(false);
  const wallAsked = useWallAsked();
  const isHub = hub !== undefined && hub.url !== null;
  const mustEnrol = isHub && !hub.enrolled;
  useEffect(() => {
    if (!isHub) return undefined;
    const timer = window.setInterval(wakeAll, LOOK);
    return () => window.clearInterval(timer);
  }, [isHub]);
  return (
    <div className="flex h-full flex-col overflow-auto">
      <header className="flex items-center justify-between gap-6 px-8 py-5">
        <div className="flex items-center gap-3">
          <Logo />
          <span className="text-large font-semibold">{t('app.name')}</span>
        </div>
        <Looks />
      </header>
      <main className="mx-auto flex w-full max-w-5xl grow flex-col gap-6 px-8 pt-6 pb-10">
        {wallAsked ? (
          <p role="status" className="rounded-md border border-accent bg-accent-soft px-3 py-2">
            {t('board.gate')}
          </p>
        ) : null}
        {hub === undefined ? null : hub.restart ? (
          <Restart hub={hub} />
        ) : connecting && !isHub && hub.ownCases !== undefined ? (
          <OwnCases cases={hub.ownCases} onBack={() => setConnecting(false)} />
        ) : mustEnrol || (connecting && !isHub) ? (
          <EnrolForm hub={hub} onBack={mustEnrol ? null : () => setConnecting(false)} />
        ) : (
          <Door hub={hub} demo={host?.demo === true && !isHub} />
        )}
      </main>
      <footer className="flex items-center justify-between gap-4 px-8 pb-5 text-small text-ink-3">
        <span>{host === undefined ? null : t('sign.version', { version: host.version })}</span>
        <div className="grow" />
        <Button small kind="quiet" onPress={() => askWall(!wallAsked)}>
          {t(wallAsked ? 'board.noWall' : 'board.openWall')}
        </Button>
        {hub === undefined || hub.restart ? null : isHub ? (
          <HubLine hub={hub} />
        ) : connecting ? null : (
          <Button small kind="quiet" onPress={() => setConnecting(true)}>
            {t('enrol.open')}
          </Button>
        )}
      </footer>
    </div>
  );
};

/** Which desk of which centre this is: nobody types a secret into a window without knowing where it goes. */
const HubLine = ({ hub }: { readonly hub: HubView }) => {
  const { t } = useWords();
  return (
    <span>
      {[
        hub.name === null ? '' : t('sign.desk', { name: hub.name }),
        t('sign.at', { url: hub.url }),
        hub.enrolled && hub.trouble === null ? t('sign.reached') : '',
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  );
};

const Restart = ({ hub }: { readonly hub: HubView }) => {
  const { t } = useWords();
  return (
    <div role="status" className="flex max-w-xl flex-col gap-2">
      <h1 className="text-huge font-semibold">{t('enrol.doneTitle')}</h1>
      <p className="text-ink-2">{t('enrol.restart', { url: hub.url })}</p>
    </div>
  );
};

const Door = ({ hub, demo }: { readonly hub: HubView; readonly demo: boolean }) => {
  const { t } = useWords();
  const { value, fault } = useLive('people.list', {});
  const refused = useSession((session) => session.fault !== null || session.refusal !== null);
  const faultCode = useSession((session) => session.fault?.code ?? null) ?? fault?.code ?? null;
  const locked = useSession((session) => session.locked);
  const back = lockedPerson(locked, value ?? []);
  const asksSecrets = value?.some(({ secret }) => secret !== undefined) === true;
  return (
    <>
      {back === null ? (
        <div className="flex flex-col gap-1">
          <h1 className="text-huge font-semibold">{t('sign.title')}</h1>
          <p className="text-ink-2">{t(demo ? 'sign.demo' : asksSecrets ? 'sign.whoHub' : 'sign.who')}</p>
        </div>
      ) : (
        <LockedDoor person={back} byItself={locked?.byItself === true} />
      )}
      {refused || faultCode !== null ? (
        <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2 text-bad">
          {faultCode === null ? t('sign.refused') : t([`fault.${faultCode}`, 'fault.broken'])}
        </p>
      ) : null}
      {hub.trouble === null ? null : (
        <p
          role="status"
          className={`rounded-md border px-3 py-2 ${isStanding(hub.trouble) ? 'border-bad bg-bad-soft text-bad' : 'border-warn-line bg-warn-soft text-warn'}`}
        >
          {troubleWords(hub.trouble, t)}
          {isStanding(hub.trouble) ? null : ` ${t('sync.stillHere')}`}
        </p>
      )}
      <Arriving hub={hub} />
      {value !== undefined && value.length === 0 ? (
        <p className="text-ink-2">{t(hub.url === null ? 'sign.empty' : 'sign.emptyHub')}</p>
      ) : null}
      {value === undefined || back !== null ? null : <DoorPeople people={value} away={hub.trouble !== null} />}
    </>
  );
};

/** Of each principal whose lists are not whole yet; its people may sign in meanwhile. */
const Arriving = ({ hub }: { readonly hub: HubView }) => {
  const { t, language } = useWords();
  const coming = hub.lanes.flatMap(({ name, arriving }) => (arriving?.what === 'list' ? [{ name, ...arriving }] : []));
  if (coming.length === 0) return null;
  return (
    <section aria-label={t('arriving.title')} className="flex max-w-xl flex-col gap-3 rounded-lg border border-line bg-panel px-4 py-3">
      <h2 className="font-semibold">{t('arriving.title')}</h2>
      {coming.map(({ name, done, total }) => {
        const words = t('arriving.bar', { name, ...arrivingFigures({ done, total }, language) });
        return (
          <div key={name} className="flex flex-col gap-1">
            <span className="text-small text-ink-2">{words}</span>
            <ProgressBar label={words} done={done} total={total} />
          </div>
        );
      })}
    </section>
  );
};
