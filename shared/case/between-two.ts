// Knows which words of a case are meant for two people alone: a note to a colleague, which no list, search or history shows to others.
import type { Command } from './commands.ts';
import type { CaseEvent } from './events.ts';

/** Whether its words stay out of what everybody finds and reads of a case. Who may see the case still receives them: this is manners, no lock. */
export const isBetweenTwo = (events: readonly CaseEvent[]): boolean => events.some(({ type }) => type === 'coaching-given');

/** Whether somebody may read it in the history of a case. */
export const mayRead = (reader: string, event: CaseEvent): boolean =>
  event.type !== 'coaching-given' || event.by.person === reader || event.data.to === reader;

/** As `mayRead`, of a command that was refused. */
export const mayReadRefused = (reader: string, command: Command): boolean =>
  command.type !== 'coach' || command.actor === reader || command.data.to === reader;
