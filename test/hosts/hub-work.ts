// Says the simplest things at a workstation of a hub: a case is opened, a note is written.
import type { Workplace } from '../../electron/workplace.ts';
import { LANE } from '../hub/real-hub.ts';

export const opensCase = ({ engine }: Workplace, title: string, actor = 'lena'): string => {
  const data = {
    number: engine.nextCaseNumber(LANE),
    customer: null,
    category: engine.policy(LANE)!.pack.categories[0]!.id,
    channel: 'phone',
    urgency: 'medium',
    impact: 'low',
    reason: null,
    call: null,
  };
  const body = { title, text: 'Seit heute früh kein Netz' };
  const done = engine.submit({ lane: LANE, caseId: null, actor, type: 'open-case', data, body });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.caseId;
};

/** Answers the command. */
export const notesOn = ({ engine }: Workplace, caseId: string, text: string, actor = 'lena'): string => {
  const done = engine.submit({ lane: LANE, caseId, actor, type: 'add-note', data: {}, body: { text } });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.command;
};
