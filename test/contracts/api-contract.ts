// The acceptance suite of DeskApi: hand in how a desk is reached, and every promise of the contract is tried on it.
import { afterAll, beforeAll, describe } from 'vitest';
import { alertJourneys } from './api-alerts.ts';
import { CUSTOMERS, type ApiUnderTest, type MakeApi } from './api-people.ts';
import { directoryJourneys, separationJourneys, sessionJourneys } from './api-access.ts';
import { absenceJourneys, authorityJourneys } from './api-authority.ts';
import { decisionJourneys } from './api-decisions.ts';
import { escalationJourneys, openingJourneys } from './api-journeys.ts';
import { backJourneys } from './api-back.ts';
import { floorJourneys } from './api-floor.ts';
import { cardJourneys } from './api-card.ts';
import { guideJourneys } from './api-guide.ts';
import { moveJourneys } from './api-moves.ts';
import { presenceJourneys } from './api-presence.ts';
import { consultJourneys } from './api-consults.ts';
import { shiftJourneys } from './api-shift.ts';
import { linkJourneys, masterJourneys } from './api-relations.ts';

/** One desk for the whole suite: journeys must not lean on being alone in it. */
export const apiContract = (name: string, makeApi: MakeApi): void => {
  describe(`DeskApi ${name}`, () => {
    let made: ApiUnderTest | null = null;
    beforeAll(async () => {
      made = await makeApi(CUSTOMERS);
    });
    afterAll(async () => {
      await made?.close();
    });
    const get = (): ApiUnderTest => {
      if (made === null) throw new Error('the desk under test was not made');
      return made;
    };
    sessionJourneys(get);
    separationJourneys(get);
    directoryJourneys(get);
    openingJourneys(get);
    escalationJourneys(get);
    decisionJourneys(get);
    authorityJourneys(get);
    absenceJourneys(get);
    linkJourneys(get);
    masterJourneys(get);
    consultJourneys(get);
    shiftJourneys(get);
    moveJourneys(get);
    guideJourneys(get);
    cardJourneys(get);
    backJourneys(get);
    alertJourneys(get);
    floorJourneys(get);
    presenceJourneys(get);
  });
};
