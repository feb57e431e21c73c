// Knows the usual sections of the handover form, in the order in which one tells a colleague what happened.

/** A pack may bring its own instead; a field without one of them stands in the last. Source: domain.md §3. */
export const SECTIONS = [
  { id: 'matter', label: { de: 'Anliegen', en: 'Matter' } },
  { id: 'so-far', label: { de: 'Bisher', en: 'So far' } },
  { id: 'told', label: { de: 'Dem Kunden gesagt', en: 'Told to the customer' } },
  { id: 'customer', label: { de: 'Kunde und Rückmeldung', en: 'Customer and call back' } },
  { id: 'way', label: { de: 'Weg', en: 'Way' } },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];
