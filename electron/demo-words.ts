// Knows the words of the first day's cases and its customers, in German and English, per principal. Every name is invented.
import { DEMO_TEXTS, type DemoLanguage, type StoryWords } from './demo-texts.ts';
import type { Customer } from '../shared/views/shapes.ts';

export const demoWords = (
  lane: string,
  language: DemoLanguage,
): { readonly customers: readonly Customer[]; readonly stories: readonly StoryWords[] } | null => {
  const stories = DEMO_TEXTS[lane]?.[language];
  return stories === undefined ? null : { customers: CUSTOMERS[lane]!, stories };
};

type About = { readonly staff?: string; readonly relatives?: readonly string[]; readonly segment?: string };

/** Since when, and what else decides about his account: nobody decides on his own or a relative's. */
const customer = (
  id: string,
  name: string,
  number: string,
  contract: string,
  bill: number,
  since: string,
  { staff, relatives = [], segment = 'private' }: About = {},
): Customer => ({
  id,
  name,
  numbers: [number],
  contracts: [contract],
  lastBill: { minor: bill, currency: 'EUR' },
  staff: staff ?? null,
  relatives: [...relatives],
  since,
  segment,
});

const CUSTOMERS: Readonly<Record<string, readonly Customer[]>> = {
  nordlicht: [
    customer('k-20417', 'Petra Sommerfeld', '+49 40 5550131', 'NL-448120', 4_490, '2019-03-14'),
    customer('k-20533', 'Haluk Arslan', '+49 431 555087', 'NL-449077', 5_990, '2016-09-01'),
    customer('k-20611', 'Gerd Niemann', '+49 170 5550164', 'NL-451302', 3_990, '2021-05-31', { relatives: ['tim'] }),
    customer('k-20702', 'Birgit Hansen', '+49 461 555042', 'NL-452214', 6_480, '2014-11-20'),
    customer('k-20745', 'Olaf Petersen', '+49 451 555119', 'NL-452877', 4_490, '2023-02-08'),
    customer('k-20818', 'Mareike Voß', '+49 40 5550188', 'NL-453960', 7_250, '2018-07-23'),
    customer('k-20904', 'Dr. Friedrich Lüders', '+49 38 5550171', 'NL-455018', 9_990, '2012-01-16'),
    customer('k-21033', 'Samira Haddad', '+49 176 5550192', 'NL-456641', 4_990, '2026-08-03'),
    customer('k-21112', 'Jens Ötken', '+49 441 555070', 'NL-457205', 3_990, '2017-04-11'),
    customer('k-21240', 'Waltraud Kröger', '+49 4821 555033', 'NL-458833', 4_490, '2009-06-30'),
    customer('k-21301', 'Bäckerei Thomsen GmbH', '+49 4841 555012', 'NL-459710', 18_900, '2015-10-05', { segment: 'business' }),
    customer('k-21388', 'Anja Stolz', '+49 151 5550147', 'NL-460124', 3_490, '2024-12-12'),
    customer('k-21455', 'Jonas Peters', '+49 40 5550176', 'NL-461190', 3_990, '2022-03-01', { staff: 'jonas' }),
  ],
  seeblick: [
    customer('g-7012', 'Elisabeth Moser', '+43 1 5550121', 'SB-2026-4471', 68_400, '2019-03-14'),
    customer('g-7044', 'Reto Bühler', '+41 44 5550180', 'SB-2026-4502', 42_000, '2016-09-01'),
    customer('g-7051', 'Familie Nguyen', '+49 89 5550166', 'SB-2026-4519', 96_000, '2021-05-31'),
    customer('g-7093', 'Konrad Steiner', '+43 662 555047', 'SB-2026-4533', 55_500, '2014-11-20'),
    customer('g-7108', 'Jana Dvořáková', '+420 222 555013', 'SB-2026-4561', 38_700, '2023-02-08'),
    customer('g-7126', 'Hans-Peter Egger', '+43 512 555099', 'SB-2026-4570', 71_200, '2018-07-23'),
    customer('g-7155', 'Charlotte Weber', '+49 711 5550138', 'SB-2026-4588', 120_000, '2012-01-16'),
    customer('g-7171', 'Marco Bianchi', '+39 02 5550142', 'SB-2026-4597', 44_900, '2026-08-03'),
    customer('g-7190', 'Ärztekammer Vorarlberg', '+43 5572 555020', 'SB-2026-4610', 480_000, '2017-04-11', { segment: 'business' }),
    customer('g-7204', 'Sofie Lindqvist', '+46 8 5550117', 'SB-2026-4622', 33_300, '2009-06-30', { relatives: ['levin'] }),
    customer('g-7231', 'Thomas Aichinger', '+43 7242 555063', 'SB-2026-4640', 29_800, '2015-10-05'),
    customer('g-7248', 'Ruth Zimmermann', '+49 30 5550155', 'SB-2026-4655', 51_000, '2024-12-12'),
    customer('g-7260', 'Levin Koch', '+43 5574 555081', 'SB-2026-4671', 18_400, '2025-06-01', { staff: 'levin' }),
  ],
};
