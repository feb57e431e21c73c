// Commands about money in the few words a scenario needs: grant, ask, correct, approve, decline, pass on.
import type { Command, CommandData } from '../../shared/case/commands.ts';
import { command } from '../given.ts';

type Wish = CommandData<'decide'>;
type Asking = CommandData<'ask-approval'>;

export const wish = (amount: number, changes: Partial<Wish> = {}): Wish => ({
  decisionType: 'goodwill-credit',
  amount,
  reason: null,
  evidence: [],
  ...changes,
});

export const grant = (amount: number, changes: Partial<Wish> = {}, body: string | null = null): Command =>
  command('decide', wish(amount, changes), { id: 'd-1', body });

export const ask = (amount: number, changes: Partial<Asking> = {}): Command =>
  command('ask-approval', { ...wish(amount), customerWaiting: false, recommendation: 'grant', ...changes }, { id: 'a-1' });

export const correct = (amount: number, changes: Partial<CommandData<'correct-approval'>> = {}): Command =>
  command('correct-approval', { approval: 'a-1', ...wish(amount), recommendation: 'grant', ...changes });

export const approve = (amount: number, approval = 'a-1'): Command => command('approve', { approval, amount }, { id: 'd-1' });
export const decline = (approval = 'a-1'): Command => command('decline', { approval });
export const withdraw = (approval = 'a-1'): Command => command('withdraw-approval', { approval });
export const expire = (approval = 'a-1'): Command => command('expire-approval', { approval });

export const pass = (step = 1, present: string[] | null = null, approval = 'a-1'): Command =>
  command('pass-approval', { approval, step, present }, { id: `pass:${approval}:${step}` });
