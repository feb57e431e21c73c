// Lets everything that is pushed into one lane be settled in order and in groups, so that one transaction serves many; no failure is anybody else's.

/** `key`: two of the same key never share a group. `weight` counts towards the most a group may hold. */
export type Queued<Work> = { readonly work: Work; readonly key: string; readonly weight: number };

export type Sequencing<Work, Answer> = {
  /** Settles a group in its order, one answer for each; a rejection means that nothing of it is known to stand. */
  readonly settle: (lane: string, group: readonly Work[]) => Promise<readonly Answer[]>;
  /**
   * Waits until whoever comes at the same moment has come, before each group. Left out: the first goes at once, and those who come
   * while it is settled make up the next group.
   */
  readonly gather?: () => Promise<void>;
};

/** sync.md §2.4; the weight keeps a transaction short. */
const GROUP = 200;
const WEIGHT = 2_000;

type Waiting<Work, Answer> = Queued<Work> & {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
};

/** Answers when the group of this piece is settled. A group that fails is settled one by one, so that only what is broken fails. */
export const createSequencer = <Work, Answer>({
  settle,
  gather,
}: Sequencing<Work, Answer>): ((lane: string, queued: Queued<Work>) => Promise<Answer>) => {
  const queues = new Map<string, Waiting<Work, Answer>[]>();

  const settleGroup = async (lane: string, group: readonly Waiting<Work, Answer>[]): Promise<void> => {
    try {
      const answers = await settle(
        lane,
        group.map(({ work }) => work),
      );
      group.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      for (const single of group) await settleGroup(lane, [single]);
    }
  };

  const run = async (lane: string, queue: Waiting<Work, Answer>[]): Promise<void> => {
    while (queue.length > 0) {
      if (gather !== undefined) await gather();
      await settleGroup(lane, takeGroup(queue));
    }
    queues.delete(lane);
  };

  return (lane, queued) =>
    new Promise((resolve, reject) => {
      const waiting = { ...queued, resolve, reject };
      const queue = queues.get(lane);
      if (queue !== undefined) return void queue.push(waiting);
      const begun = [waiting];
      queues.set(lane, begun);
      void run(lane, begun);
    });
};

/** Takes the next group out of a queue: in order, save that a second piece of one key waits for the following one. */
const takeGroup = <Work, Answer>(queue: Waiting<Work, Answer>[]): readonly Waiting<Work, Answer>[] => {
  const keys = new Set<string>();
  const left: Waiting<Work, Answer>[] = [];
  const group: Waiting<Work, Answer>[] = [];
  let weight = 0;
  for (const waiting of queue) {
    const isFull = group.length === GROUP || (group.length > 0 && weight + waiting.weight > WEIGHT);
    if (isFull || keys.has(waiting.key)) left.push(waiting);
    else {
      group.push(waiting);
      weight += waiting.weight;
    }
    keys.add(waiting.key);
  }
  queue.splice(0, queue.length, ...left);
  return group;
};
