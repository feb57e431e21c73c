// Knows what is on its way to the desk: the same once more, before it is answered, is a press too many.

const under = new Set<string>();

/** Does `go` unless the same `act` is on its way already: then null, and whoever pressed first is told the answer. */
export const once = async <Answer>(act: readonly unknown[], go: () => Promise<Answer>): Promise<Answer | null> => {
  const what = JSON.stringify(act);
  if (under.has(what)) return null;
  under.add(what);
  try {
    return await go();
  } finally {
    under.delete(what);
  }
};
