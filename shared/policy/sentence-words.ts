// Holds the words of a judgement, German and English, as a customer may hear them: what is possible, what is not, and what comes next.
import type { Label } from './pack-schema.ts';

const approve = {
  de: '{subject} brauche ich eine Freigabe ({tier}); ich frage dort für Sie an.',
  en: '{subject} I need an approval ({tier}); I am asking for you.',
};

/** How it goes on, by who is needed and whether anybody of them is there. */
export const NEXT = {
  approve,
  'approve-absent': {
    de: '{subject} brauche ich eine Freigabe; zurzeit ist dafür niemand erreichbar, ich bleibe für Sie dran.',
    en: '{subject} I need an approval; nobody can be reached for it right now, I will keep at it for you.',
  },
  second: {
    de: '{subject} hole ich die zweite Zustimmung ein ({tier}).',
    en: '{subject} I am getting the second agreement ({tier}).',
  },
  'second-absent': {
    de: '{subject} brauche ich die zweite Zustimmung; zurzeit ist dafür niemand erreichbar, ich bleibe für Sie dran.',
    en: '{subject} I need the second agreement; nobody can be reached for it right now, I will keep at it for you.',
  },
  both: {
    de: '{subject} hole ich beide Zustimmungen ein ({tier}).',
    en: '{subject} I am getting both agreements ({tier}).',
  },
  'both-absent': {
    de: '{subject} brauche ich beide Zustimmungen; zurzeit ist dafür niemand erreichbar, ich bleibe für Sie dran.',
    en: '{subject} I need both agreements; nobody can be reached for them right now, I will keep at it for you.',
  },
} as const satisfies Record<string, Label>;

/** What the approval is for. */
export const SUBJECTS = {
  amount: { de: 'Für {amount}', en: 'For {amount}' },
  more: { de: 'Für mehr', en: 'For more' },
  this: { de: 'Dafür', en: 'For this' },
  longer: { de: 'Für eine längere Laufzeit', en: 'For a longer term' },
  instalments: { de: 'Für mehr Raten', en: 'For more instalments' },
  later: { de: 'Für einen längeren Aufschub', en: 'For a longer deferral' },
  'no-evidence': { de: 'Ohne Beleg', en: 'Without evidence' },
} as const satisfies Record<string, Label>;

/** What is possible by oneself, or why it is not; each is a sentence of its own. */
export const WHY = {
  any: { de: 'Das kann ich selbst zusagen.', en: 'I can agree to this myself.' },
  'no-say': { de: 'Das kann ich nicht selbst zusagen.', en: 'I cannot agree to this myself.' },
  'up-to': { de: 'Bis zu {limit} kann ich selbst zusagen.', en: 'Up to {limit} I can agree to this myself.' },
  'up-to-times': { de: 'Das kann ich höchstens {limit} selbst zusagen.', en: 'I can agree to this {limit} at most myself.' },
  'rest-now': { de: 'Im Moment kann ich bis zu {remaining} selbst zusagen.', en: 'At the moment I can agree to up to {remaining} myself.' },
  'rest-now-times': {
    de: 'Im Moment kann ich das höchstens noch {remaining} selbst zusagen.',
    en: 'At the moment I can agree to this {remaining} more at most myself.',
  },
  'not-now': { de: 'Im Moment kann ich das nicht selbst zusagen.', en: 'At the moment I cannot agree to this myself.' },
  'rest-today': { de: 'Heute kann ich bis zu {remaining} selbst zusagen.', en: 'Today I can agree to up to {remaining} myself.' },
  'rest-today-times': {
    de: 'Heute kann ich das höchstens noch {remaining} selbst zusagen.',
    en: 'Today I can agree to this {remaining} more at most myself.',
  },
  'not-today': { de: 'Heute kann ich das nicht mehr selbst zusagen.', en: 'I cannot agree to this myself any more today.' },
  share: {
    de: 'Bis zu {limit}, das sind {share} {base}, kann ich selbst zusagen.',
    en: 'Up to {limit}, which is {share} of {base}, I can agree to this myself.',
  },
  formula: { de: 'Nach der Regelung stehen Ihnen bis zu {limit} zu.', en: 'Under the rule you are entitled to up to {limit}.' },
  'formula-used': {
    de: 'Nach der Regelung stehen Ihnen insgesamt {limit} zu, {used} davon sind bereits zugesagt.',
    en: 'Under the rule you are entitled to {limit} in total, of which {used} has been agreed already.',
  },
  'in-case': {
    de: 'In dieser Sache kann ich insgesamt bis zu {limit} selbst zusagen.',
    en: 'In this matter I can agree to up to {limit} in total myself.',
  },
  'in-case-used': {
    de: 'In dieser Sache kann ich insgesamt bis zu {limit} selbst zusagen; {used} davon sind bereits zugesagt, {remaining} sind noch möglich.',
    en: 'In this matter I can agree to up to {limit} in total myself; {used} of it has been agreed already, {remaining} is still possible.',
  },
  'in-case-times': {
    de: 'In dieser Sache kann ich das höchstens {limit} selbst zusagen; bisher geschehen: {used}.',
    en: 'In this matter I can agree to this {limit} at most myself; done so far: {used}.',
  },
  window: {
    de: 'Innerhalb von {window} kann ich {whom} insgesamt bis zu {limit} selbst zusagen.',
    en: 'Within {window} I can agree to up to {limit} in total {whom} myself.',
  },
  'window-used': {
    de: 'Innerhalb von {window} kann ich {whom} insgesamt bis zu {limit} selbst zusagen; {used} davon sind bereits zugesagt, {remaining} sind noch möglich.',
    en: 'Within {window} I can agree to up to {limit} in total {whom} myself; {used} of it has been agreed already, {remaining} is still possible.',
  },
  'window-times': {
    de: 'Innerhalb von {window} kann ich {whomThis} höchstens {limit} selbst zusagen; bisher geschehen: {used}.',
    en: 'Within {window} I can agree to {whomThis} {limit} at most myself; done so far: {used}.',
  },
  'open-amount': {
    de: 'Gleichzeitig offen sein können bis zu {limit}; derzeit offen sind {used}.',
    en: 'Up to {limit} can be open at the same time; currently open is {used}.',
  },
  'open-count': {
    de: 'Davon dürfen gleichzeitig höchstens {limit} offen sein; derzeit offen: {used}.',
    en: 'At most {limit} of these may be open at the same time; currently open: {used}.',
  },
  evidence: {
    de: 'Das kann ich selbst nur mit einem Beleg zusagen.',
    en: 'I can only agree to this myself with evidence.',
  },
  reason: { de: 'Bei diesem Anlass kann ich das nicht selbst zusagen.', en: 'On these grounds I cannot agree to this myself.' },
  tenure: {
    de: 'Das kann ich selbst erst zusagen, wenn Sie seit {tenure} bei uns sind.',
    en: 'I can agree to this myself only once you have been with us for {tenure}.',
  },
  segment: { de: 'In Ihrem Tarif kann ich das nicht selbst zusagen.', en: 'With your plan I cannot agree to this myself.' },
  'first-time': {
    de: 'Das kann ich innerhalb von {window} nur beim ersten Mal selbst zusagen.',
    en: 'I can agree to this myself only the first time within {window}.',
  },
  offline: {
    de: 'Unser System ist gerade nicht verbunden, deshalb kann ich das nicht selbst zusagen.',
    en: 'Our system is not connected right now, so I cannot agree to this myself.',
  },
  stale: {
    de: 'Unser System war zu lange nicht verbunden, deshalb kann ich das im Moment nicht selbst zusagen.',
    en: 'Our system has not been connected for too long, so at the moment I cannot agree to this myself.',
  },
  own: { de: 'Über das eigene Konto darf niemand selbst entscheiden.', en: 'Nobody may decide on their own account.' },
  relative: {
    de: 'Über das Konto von Angehörigen darf niemand selbst entscheiden.',
    en: 'Nobody may decide on the account of a relative.',
  },
  colleague: {
    de: 'Über das Konto einer Person aus unserem Haus darf ich nicht selbst entscheiden.',
    en: 'I may not decide on the account of somebody from our own company myself.',
  },
  retroactive: {
    de: 'Was vor mehr als {minutes} zugesagt wurde, kann ich nicht selbst nachtragen.',
    en: 'What was agreed more than {minutes} ago I cannot enter later myself.',
  },
  months: { de: 'Eine Laufzeit bis zu {term} kann ich selbst zusagen.', en: 'A term of up to {term} I can agree to myself.' },
  percent: { de: 'Bis zu {term} kann ich selbst zusagen.', en: 'Up to {term} I can agree to this myself.' },
  instalments: { de: 'Bis zu {term} kann ich selbst zusagen.', en: 'Up to {term} I can agree to this myself.' },
  days: { de: 'Einen Aufschub bis zu {term} kann ich selbst zusagen.', en: 'A deferral of up to {term} I can agree to myself.' },
  'two-above': { de: 'Über {limit} müssen zwei Personen zustimmen.', en: 'Above {limit} two people must agree.' },
  'two-above-times': {
    de: 'Soll das öfter als {limit} sein, müssen zwei Personen zustimmen.',
    en: 'If it is to be more than {limit}, two people must agree.',
  },
  'two-share': {
    de: 'Über {limit}, das sind {share} {base}, müssen zwei Personen zustimmen.',
    en: 'Above {limit}, which is {share} of {base}, two people must agree.',
  },
  'two-term': { de: 'Bei mehr als {term} müssen zwei Personen zustimmen.', en: 'For more than {term} two people must agree.' },
  'two-formula': {
    de: 'Nach der Regelung stehen Ihnen {limit} zu; darüber müssen zwei Personen zustimmen.',
    en: 'Under the rule you are entitled to {limit}; above that two people must agree.',
  },
  'two-formula-used': {
    de: 'Nach der Regelung stehen Ihnen insgesamt {limit} zu, {used} davon sind bereits zugesagt; für mehr müssen zwei Personen zustimmen.',
    en: 'Under the rule you are entitled to {limit} in total, of which {used} has been agreed already; for more two people must agree.',
  },
  'two-formula-unknown': {
    de: 'Nach der Regelung ergibt sich hierfür noch kein Betrag; für einen Betrag außerhalb der Regelung müssen zwei Personen zustimmen.',
    en: 'Under the rule there is no amount for this yet; for an amount outside the rule two people must agree.',
  },
  'two-account': {
    de: 'Wenn das Geld auf ein anderes Konto gehen soll, müssen zwei Personen zustimmen.',
    en: 'When the money is to go to another account, two people must agree.',
  },
} as const satisfies Record<string, Label>;

/** Where nobody may. */
export const NEVER = {
  above: { de: 'Mehr als {highest} ist bei uns nicht möglich.', en: 'More than {highest} is not possible with us.' },
  'above-times': { de: 'Öfter als {highest} ist das bei uns nicht möglich.', en: 'More than {highest} is not possible with us.' },
  'above-term': { de: 'Bei mehr als {longest} ist das bei uns nicht möglich.', en: 'More than {longest} is not possible with us.' },
  evidence: { de: 'Ohne einen Beleg ist das bei uns nicht möglich.', en: 'Without evidence this is not possible with us.' },
  used: {
    de: 'Bereits zugesagt sind {used}; darüber hinaus ist {time} bei uns nichts mehr möglich.',
    en: '{used} has been agreed already; beyond that nothing more is possible with us {time}.',
  },
  'used-times': {
    de: 'Das wurde bereits {used} zugesagt; öfter ist es {time} bei uns nicht möglich.',
    en: 'This has been agreed {used} already; more often is not possible with us {time}.',
  },
  'in-this-case': { de: 'In diesem Fall ist das bei uns nicht möglich.', en: 'In this case this is not possible with us.' },
  'at-all': { de: 'Das ist bei uns nicht möglich.', en: 'This is not possible with us.' },
  own: WHY.own,
  relative: WHY.relative,
} as const satisfies Record<string, Label>;
