// Counts an export the simple way, everything in memory and nothing shared with the importer: the oracle of its tests.

export type SlowCounts = {
  readonly cases: number;
  readonly open: number;
  readonly closed: number;
  readonly handovers: number;
  readonly reopened: number;
  readonly rows: number;
};

/** `asOf` as "YYYY-MM-DDTHH:MM", compared as text: both sides are local times of one zone. */
export const slowCount = (csv: string, asOf: string | null): SlowCounts => {
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  const names = head!.split(',');
  const state = new Map<string, string>();
  const group = new Map<string, string>();
  const reopened = new Set<string>();
  let [handovers, rows] = [0, 0];
  for (const line of lines) {
    const row = Object.fromEntries(line.split(',').map((value, n) => [names[n]!, value]));
    const [date, time] = row['sys_updated_at']!.split(' ');
    const [day, month, year] = date!.split('-');
    if (asOf !== null && `${year}-${month}-${day}T${time}` > asOf) continue;
    rows += 1;
    const number = row['number']!;
    const named = row['assignment_group']!;
    state.set(number, row['incident_state']!);
    if (named !== '?') {
      if (group.has(number) && group.get(number) !== named) handovers += 1;
      group.set(number, named);
    }
    if (Number(row['reopen_count']) > 0) reopened.add(number);
  }
  const open = [...state.values()].filter((value) => value !== 'Resolved' && value !== 'Closed').length;
  return { cases: state.size, open, closed: state.size - open, handovers, reopened: reopened.size, rows };
};
