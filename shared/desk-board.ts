// Opens a seat for a wall and answers what hangs there: how the queues stand, what burns, what came back today, who is there.
import { refuse } from './kernel/result.ts';
import { dayStart } from './policy/windows.ts';
import { backByTeam, BURNING, hereByTier, mostBurning } from './views/board.ts';
import { houseTeams, membersOf, SOON } from './views/health.ts';
import { listKey } from './views/lists.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { healthOfTeams, isLargeGroup } from './desk-health.ts';
import { mergedCases, rowsOf } from './desk-reading.ts';
import type { Recent } from './desk-recent.ts';
import { mayHang } from './desk-session.ts';

export const boardCalls = (inside: DeskInside, recent: (lane: string) => Promise<Recent>): Pick<Handlers, 'board.open' | 'board.view'> => ({
  'board.open': ({ lane, person }) => {
    if (!mayHang(person)) return refuse('role-forbids-board', { role: person.role });
    return inside.sessions.openBoard(lane, person.id);
  },
  'board.view': async (seat) => {
    const { store, sessions, clock } = inside;
    const { lane, policy } = seat;
    const { returned } = await recent(lane);
    const now = clock();
    const teams = houseTeams(policy).map(({ id }) => id);
    const lists = teams.map(listKey.presses);
    const burns = lists.reduce((sum, list) => sum + store.dueCount(lane, list, now + SOON), 0);
    const burning = mostBurning(rowsOf(store, mergedCases(store, lane, lists, BURNING)), now);
    const today = dayStart(now, policy.pack.principal.zone);
    return {
      at: now,
      teams: healthOfTeams(inside, seat, teams, now, (group) => isLargeGroup(policy, group)),
      burning,
      more: Math.max(0, burns - burning.length),
      back: backByTeam(
        teams,
        returned.filter(({ at }) => at >= today).map(({ team }) => team),
        (some) =>
          isLargeGroup(
            policy,
            some.flatMap((team) => membersOf(policy, team)),
          ),
      ),
      here: hereByTier(
        policy,
        sessions.present(lane).map(({ person }) => person),
      ),
    };
  },
});
