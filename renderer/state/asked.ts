// Asks the desk something that follows the typing: waits a moment, shows the newest answer, never an overtaken one.
import { useEffect, useRef, useState } from 'react';
import { call, type Fault } from '../api/api.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';

type Asked<Name extends CallName> = { readonly value: CallOutput<Name> | undefined; readonly fault: Fault | null; readonly fresh: boolean };

/** Null as input asks nothing and forgets the answer. `again` asks anew when it changes. */
export const useAsked = <Name extends CallName>(
  name: Name,
  input: CallInput<Name> | null,
  pause: number,
  again: unknown = null,
): Asked<Name> => {
  const text = input === null ? null : JSON.stringify(input);
  const [asked, setAsked] = useState<Asked<Name> & { readonly text: string | null }>({
    value: undefined,
    fault: null,
    fresh: false,
    text: null,
  });
  const turn = useRef(0);
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (text === null) {
      setAsked({ value: undefined, fault: null, fresh: false, text: null });
      return;
    }
    const timer = window.setTimeout(() => {
      void call(name, JSON.parse(text) as CallInput<Name>).then((answer) => {
        if (mine !== turn.current) return;
        setAsked((before) =>
          answer.ok ? { value: answer.value, fault: null, fresh: true, text } : { ...before, fault: answer.fault, fresh: false },
        );
      });
    }, pause);
    return () => window.clearTimeout(timer);
  }, [name, text, pause, again]);
  return { value: asked.value, fault: asked.fault, fresh: asked.text === text && asked.fresh };
};
