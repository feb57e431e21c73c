// Knows when two ways of writing a telephone number mean the same one.

/** Country code per ISO 3166 region, for the zones our packs use; a number without a country is read as one of its principal's country. */
const COUNTRY_OF_ZONE: Readonly<Record<string, string>> = {
  'Europe/Berlin': '49',
  'Europe/Vienna': '43',
  'Europe/Zurich': '41',
};

/** Country code (digits only) of a principal by its time zone; Germany where the zone tells nothing. */
export const countryOf = (zone: string): string => COUNTRY_OF_ZONE[zone] ?? '49';

/**
 * One spelling for comparing: digits only with the country in front ("+49 40 555 0134", "0049405550134", "(040) 555-0134"
 * and "+49 (0)40 5550134" all give "49405550134" in country 49). Null when the text is no telephone number: it holds letters
 * or fewer than 5 digits.
 */
export const phoneKey = (text: string, country: string): string | null => {
  const bare = text.trim().replace(/\(0\)/g, '');
  if (!/^\+?[\d\s()./\-–]+$/.test(bare)) return null;
  const digits = bare.replace(/\D/g, '');
  if (digits.length < 5) return null;
  if (bare.startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  if (digits.startsWith('0')) return country + digits.slice(1);
  return digits.startsWith(country) && digits.length > 10 ? digits : country + digits;
};
