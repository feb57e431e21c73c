// Chooses the adapters a contract runs on; a typing error must not look like a green run.

export const selected = (known: readonly string[], wish: string | undefined): readonly string[] => {
  const names = wish === undefined || wish === '' ? known : wish.split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no such store: ${unknown.join(', ')}; known are ${known.join(', ')}`);
  return names;
};
