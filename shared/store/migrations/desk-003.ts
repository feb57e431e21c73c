// Lets a desk's search follow the time at which something was said, and keep its words so that they can be taken out of the index again.
import type { Migration } from '../migrate.ts';

export const desk003: Migration = {
  version: 3,
  name: 'a search that forgets',
  sql: `
    -- waits: the text is read through and its words are not in the index yet. The text stays afterwards: without it nobody could say which
    -- words to take out. NULL for what version 2 put into the index; such words stay there until the search is built anew.
    -- doc is made of the lane's key and the time from here on, so that what is said earlier and comes later still stands further down.
    ALTER TABLE search_docs ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
    UPDATE search_docs SET waits = 1 WHERE text IS NOT NULL;
    CREATE INDEX search_waiting ON search_docs (doc) WHERE waits = 1;
  `,
};
