// Asks the desk something that follows the typing: waits a moment, shows the newest answer, never an overtaken one.
import { useEffect, useState } from 'react';
import { call, type Fault } from '../api/api.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';

type Asked<Name extends CallName> = {
  readonly value: CallOutput<Name> | undefined;
  readonly fault: Fault | null;
  /** It answers what is asked now. */
  readonly fresh: boolean;
  /** And nothing on which it is asked anew has changed since. */
  readonly current: boolean;
};

type Answered<Name extends CallName> = Omit<Asked<Name>, 'current'> & { readonly text: string | null; readonly after: unknown };

const NOTHING = { value: undefined, fault: null, fresh: false, text: null, after: null } as const;

/** Null as input asks nothing and forgets the answer. `again` asks anew when it changes. */
export const useAsked = <Name extends CallName>(
  name: Name,
  input: CallInput<Name> | null,
  pause: number,
  again: unknown = null,
): Asked<Name> => {
  const text = input === null ? null : JSON.stringify(input);
  const [asked, setAsked] = useState<Answered<Name>>(NOTHING);
  // Forgotten while it is drawn, so that not even one frame shows an answer to a question nobody asks any more.
  if (text === null && asked !== NOTHING) setAsked(NOTHING);
  useEffect(() => {
    if (text === null) return undefined;
    let overtaken = false;
    const timer = window.setTimeout(() => {
      void call(name, JSON.parse(text) as CallInput<Name>).then((answer) => {
        if (overtaken) return;
        setAsked((before) =>
          answer.ok
            ? { value: answer.value, fault: null, fresh: true, text, after: again }
            : { ...before, fault: answer.fault, fresh: false },
        );
      });
    }, pause);
    return () => {
      overtaken = true;
      window.clearTimeout(timer);
    };
  }, [name, text, pause, again]);
  const fresh = asked.text === text && asked.fresh;
  return { value: asked.value, fault: asked.fault, fresh, current: fresh && asked.after === again };
};
