// Asks the desk something that follows the typing: waits a moment, shows the newest answer, never an overtaken one.
import { useEffect, useState } from 'react';
import { call, type Fault } from '../api/api.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';

type Asked<Name extends CallName> = { readonly value: CallOutput<Name> | undefined; readonly fault: Fault | null; readonly fresh: boolean };

type Answered<Name extends CallName> = Asked<Name> & { readonly text: string | null };

const NOTHING = { value: undefined, fault: null, fresh: false, text: null } as const;

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
          answer.ok ? { value: answer.value, fault: null, fresh: true, text } : { ...before, fault: answer.fault, fresh: false },
        );
      });
    }, pause);
    return () => {
      overtaken = true;
      window.clearTimeout(timer);
    };
  }, [name, text, pause, again]);
  return { value: asked.value, fault: asked.fault, fresh: asked.text === text && asked.fresh };
};
