// The window: nobody signed in, or somebody with a desk; starts the wires, the keys and the clock.
import { useEffect } from 'react';
import { call } from './api/api.ts';
import { Announcer } from './parts/announce.tsx';
import { startKeys } from './parts/keys.ts';
import { setDeskTime } from './parts/now.ts';
import { PopOutside } from './parts/pop-outside.tsx';
import { startTone } from './parts/tone.ts';
import { Console } from './screens/console.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { Wall, WallGate } from './screens/wall.tsx';
import { flushDrafts, forgetDrafts, takeUpUnsaved } from './state/drafts.ts';
import { startLine } from './state/line.ts';
import { startLive } from './state/live.ts';
import { resumeSession, useSession } from './state/session.ts';
import { setConnected } from './state/view.ts';
import { useWallAsked } from './state/wall-address.ts';

const setClock = async (): Promise<void> => {
  const info = await call('host.info', {});
  if (info.ok) setDeskTime(info.value.now);
};

const Door = () => (
  <div className="flex h-full flex-col">
    <PopOutside />
    <div className="min-h-0 grow">
      <SignIn />
    </div>
  </div>
);

export const App = () => {
  const phase = useSession((session) => session.phase);
  const wall = useSession((session) => session.wall);
  const wallAsked = useWallAsked();

  useEffect(() => {
    void setClock();
    void resumeSession();
    const ends = [
      startKeys(),
      startTone(),
      startLine(),
      startLive((connected) => {
        setConnected(connected);
        if (connected) void setClock();
      }),
    ];
    const leave = (): void => flushDrafts();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      for (const end of ends) end();
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
    };
  }, []);

  useEffect(() => {
    if (phase === 'signed-out') forgetDrafts();
    if (phase === 'signed-in' && !wall) takeUpUnsaved();
  }, [phase, wall]);

  return (
    <>
      {phase === 'signed-in' ? wall ? <Wall /> : wallAsked ? <WallGate /> : <Console /> : phase === 'signed-out' ? <Door /> : null}
      <Announcer />
    </>
  );
};
