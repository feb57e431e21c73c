// Lists the principal's contacts: until when each can be reached or from when, how, and who stands in.
import { useAsked } from '../state/asked.ts';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { contactWords } from './presence-words.tsx';
import { useDesk } from './use-pack.ts';

export const PresenceContacts = () => {
  const desk = useDesk();
  const { t, pack, say } = desk;
  const now = useNow(60_000);
  const { value } = useAsked('contacts.list', {}, 0, now);
  if (value === undefined || value.length === 0) return null;
  const title = t('presence.contacts', { name: pack.name });
  return (
    <section aria-label={title} className="flex flex-col">
      <h3 className="heading">{title}</h3>
      <ul>
        {value.map((contact) => {
          const ways = [
            say(contact.function),
            contact.phone,
            contact.mail,
            contact.deputy === null ? null : t('presence.standIn', { name: contact.deputy }),
          ];
          const words = ways.filter(Boolean).join(' · ');
          return (
            <li key={contact.id} className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-2 py-0.5">
              <span className="font-medium">{contact.name}</span>
              <span className="text-small">
                <LevelText level={contact.open ? 'done' : 'calm'}>{contactWords(contact, desk, now)}</LevelText>
              </span>
              <span className="col-span-2 text-small text-ink-2">{words}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
