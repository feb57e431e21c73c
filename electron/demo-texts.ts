// Holds the words of the first day's eleven cases, in the order of demo-stories.ts: per principal in German and English.
export type DemoLanguage = 'de' | 'en';

/** What is said in one story; `note` is a note, a mail or a promise, `answer` what the lead or customer says. */
export type StoryWords = {
  readonly title: string;
  readonly note?: string;
  readonly answer?: string;
  readonly summary?: string;
  readonly wish?: string;
  readonly question?: string;
  readonly recommendation?: string;
  readonly nextStep?: string;
  readonly tried?: string;
  readonly triedResult?: string;
};

export const DEMO_TEXTS: Readonly<Record<string, Readonly<Record<DemoLanguage, readonly StoryWords[]>>>> = {
  nordlicht: {
    de: [
      {
        title: 'Rechnung doppelt abgebucht',
        note: 'Guten Tag, am 3. und am 5. wurde je einmal abgebucht. Bitte prüfen Sie das. P. Sommerfeld',
      },
      {
        title: 'Internet fällt jeden Abend aus',
        note: 'Seit einer Woche gegen 20 Uhr kein Internet, der Router blinkt rot. Ich arbeite im Homeoffice!',
      },
      {
        title: 'Kündigungsfrist nach Tarifwechsel',
        note: 'Kunde möchte wissen, ob mit dem Wechsel im Mai eine neue Laufzeit begann. Vertrag liegt vor, ich prüfe.',
      },
      {
        title: 'Techniker kam dreimal nicht, Rechnung lief weiter',
        note: 'Kundin ist verärgert: drei Termine ohne Absage. Möchte eine Gutschrift.',
        summary: 'Drei Technikertermine ohne Absage geplatzt; Anschluss lief 11 Tage nicht, der volle Monat wurde berechnet.',
        wish: '45 € Gutschrift',
        question: 'Können wir 45 € aus Kulanz gewähren?',
        recommendation: 'Ja: Die Termine sind im System als verpasst vermerkt.',
        nextStep: 'Wir melden uns heute mit der Entscheidung.',
        tried: 'Kulanz im eigenen Rahmen angeboten',
        triedResult: '10 € sind der Kundin zu wenig',
      },
      {
        title: 'Wiederkehrende Störung trotz neuem Router',
        summary: 'Router vor zwei Wochen getauscht, die Verbindung bricht weiter mehrmals täglich ab.',
        wish: 'Dauerhaft stabile Leitung',
        question: 'Liegt es an der Leitung, und wann kann sie gemessen werden?',
        recommendation: 'Leitung messen lassen.',
        nextStep: 'Die Technik prüft die Leitung und meldet sich.',
        tried: 'Neustart, Kabel geprüft, Router getauscht',
        triedResult: 'Abbrüche bleiben, Protokoll zeigt Leitungsfehler',
      },
      {
        title: 'Gutschrift vom Vormonat fehlt',
        summary: 'Zugesagte Gutschrift ist auf der Rechnung nicht enthalten.',
        wish: 'Gutschrift nachholen',
        question: 'Dürfen wir die Gutschrift erneut buchen?',
        recommendation: 'Ja, die Zusage steht in der Historie.',
        nextStep: 'Wir prüfen die Zusage und melden uns.',
        tried: 'Rechnung geprüft',
        triedResult: 'Gutschrift fehlt',
        answer: 'Bitte angeben, wer die Gutschrift wann zugesagt hat; dann entscheide ich sofort.',
      },
      {
        title: 'Mahngebühr trotz pünktlicher Zahlung',
        summary: 'Zahlung ging am Fälligkeitstag ein, trotzdem Mahnung mit Gebühr und Sperrandrohung.',
        wish: 'Gebühr zurück und eine Entschuldigung',
        question: 'Können wir 45 € als Ausgleich gewähren?',
        recommendation: 'Ja, der Zahlungseingang ist belegt.',
        nextStep: 'Wir melden uns heute mit dem Ergebnis.',
        tried: 'Zahlungseingang geprüft',
        triedResult: 'Eingang am Fälligkeitstag bestätigt',
        answer: '45 € sind in Ordnung, der Fehler lag bei uns. Bitte heute noch anrufen und um Entschuldigung bitten.',
      },
      {
        title: 'Kundin am Apparat: Rufnummer nach Umzug verloren',
        note: 'Kundin ist am Apparat, war vier Tage nicht erreichbar und bleibt, wenn wir heute 45 € gutschreiben.',
      },
      { title: 'Angebot für Glasfaser zugesagt', note: 'Rückruf mit verbindlichem Preis für den Glasfasertarif' },
      { title: 'Ersatzgerät kommt nicht an', note: 'Rückruf mit der Sendungsnummer des Ersatzgeräts' },
      {
        title: 'Zweiter Anschluss irrtümlich gebucht',
        note: 'Bestellung geprüft: Klickfehler im Portal, der zweite Anschluss ist noch nicht geschaltet.',
        answer: 'Kunde informiert: Buchung entfernt, 10 € Gutschrift. Er ist zufrieden.',
      },
    ],
    en: [
      { title: 'Bill charged twice', note: 'Good day, I was charged on the 3rd and again on the 5th. Please look into it. P. Sommerfeld' },
      { title: 'Internet fails every evening', note: 'No internet around 8 pm for a week now, the router blinks red. I work from home!' },
      {
        title: 'Notice period after a change of tariff',
        note: 'Customer asks whether the change in May began a new term. I have the contract and am checking.',
      },
      {
        title: 'Engineer missed three appointments, bill ran on',
        note: 'Customer is upset: three appointments missed without a word. Wants a credit.',
        summary: 'Three engineer appointments missed without notice; the line was down for 11 days, the full month was billed.',
        wish: 'A credit of €45',
        question: 'May we grant €45 as goodwill?',
        recommendation: 'Yes: the appointments are marked as missed in the system.',
        nextStep: 'We will call back today with the decision.',
        tried: 'Offered goodwill within my own limit',
        triedResult: '€10 is not enough for the customer',
      },
      {
        title: 'Fault comes back in spite of a new router',
        summary: 'Router replaced two weeks ago, the connection still drops several times a day.',
        wish: 'A line that stays stable',
        question: 'Is it the line, and when can it be measured?',
        recommendation: 'Have the line measured.',
        nextStep: 'Engineering checks the line and calls back.',
        tried: 'Restarted, checked cables, replaced the router',
        triedResult: 'Still drops, the log shows line errors',
      },
      {
        title: "Last month's credit is missing",
        summary: 'The credit that was promised is not on the bill.',
        wish: 'The credit',
        question: 'May we book the credit again?',
        recommendation: 'Yes, the promise is in the history.',
        nextStep: 'We check the promise and call back.',
        tried: 'Checked the bill',
        triedResult: 'The credit is missing',
        answer: 'Please say who promised the credit and when; then I decide at once.',
      },
      {
        title: 'Reminder fee although paid on time',
        summary: 'Payment came in on the due date, still a reminder with a fee and a threat to cut the line.',
        wish: 'The fee back and an apology',
        question: 'May we grant €45 to make up for it?',
        recommendation: 'Yes, the payment is on record.',
        nextStep: 'We will call back today with the result.',
        tried: 'Checked the incoming payment',
        triedResult: 'Confirmed on the due date',
        answer: '€45 is fine, the mistake was ours. Please call today and apologise.',
      },
      {
        title: 'Customer on the line: number lost after moving',
        note: 'Customer is on the line, could not be reached for four days, and stays if we credit €45 today.',
      },
      { title: 'Offer for fibre promised', note: 'Call back with a binding price for the fibre tariff' },
      { title: 'Replacement device does not arrive', note: 'Call back with the tracking number of the replacement' },
      {
        title: 'Second line booked by mistake',
        note: 'Checked the order: a slip in the portal, the second line is not active yet.',
        answer: 'Told the customer: booking removed, €10 credited. He is content.',
      },
    ],
  },
  seeblick: {
    de: [
      {
        title: 'Buchungsbestätigung nie angekommen',
        note: 'Guten Tag, ich habe vor drei Tagen gebucht und keine Bestätigung erhalten. E. Moser',
      },
      { title: 'Heizung im Zimmer kalt', note: 'Wir sind gestern angereist, im Zimmer hat es 17 Grad. Der Empfang wollte sich melden.' },
      {
        title: 'Kostenfreies Storno wegen Flugausfall',
        note: 'Gast fragt, ob bei gestrichenem Flug die Stornokosten entfallen. Tarifbedingungen liegen vor, ich prüfe.',
      },
      {
        title: 'Minibar und Parkplatz falsch berechnet',
        note: 'Gast ist verärgert: die Rechnung enthält Minibar und Garage, beides nicht genutzt.',
        summary: 'Minibar und Garage berechnet, obwohl nicht genutzt; beim Auschecken war der Empfang nicht besetzt.',
        wish: '50 € Gutschein',
        question: 'Können wir 50 € aus Kulanz gewähren?',
        recommendation: 'Ja, Stammgast, die Posten sind nicht belegt.',
        nextStep: 'Wir melden uns heute mit der Entscheidung.',
        tried: 'Rechnung mit dem Empfang geprüft',
        triedResult: 'Kein Beleg für die Posten',
      },
      {
        title: 'Zimmer neben der Baustelle',
        summary: 'Ab 7 Uhr Baulärm neben dem Zimmer, der Gast bleibt noch drei Nächte.',
        wish: 'Ein ruhiges Zimmer',
        question: 'Ist ab heute ein Zimmer auf der Seeseite frei?',
        recommendation: 'Umzug auf die Seeseite.',
        nextStep: 'Wir klären das Zimmer mit dem Haus und rufen zurück.',
        tried: 'Freie Zimmer im System gesucht',
        triedResult: 'Seeseite nur über das Haus buchbar',
      },
      {
        title: 'Frühstück war zugesagt',
        summary: 'Gast hatte Frühstück telefonisch zugesagt bekommen, an der Rechnung steht es als Extra.',
        wish: 'Frühstück ohne Aufpreis',
        question: 'Dürfen wir das Frühstück erlassen?',
        recommendation: 'Ja, die Zusage ist glaubhaft.',
        nextStep: 'Wir prüfen die Zusage und melden uns.',
        tried: 'Buchung geprüft',
        triedResult: 'Kein Vermerk zum Frühstück',
        answer: 'Bitte ergänzen, wer das Frühstück zugesagt hat; im Haus ist nichts vermerkt.',
      },
      {
        title: 'Suite gebucht, Doppelzimmer bekommen',
        summary: 'Suite bestätigt, bei Anreise nur ein Doppelzimmer frei; Hochzeitstag der Gäste.',
        wish: 'Ausgleich für die erste Nacht',
        question: 'Können wir 50 € für die erste Nacht gewähren?',
        recommendation: 'Ja, der Fehler lag beim Haus.',
        nextStep: 'Wir melden uns heute mit dem Ergebnis.',
        tried: 'Mit dem Empfang gesprochen',
        triedResult: 'Suite erst ab morgen frei',
        answer: '50 € sind in Ordnung. Bitte den Gästen heute noch Bescheid geben und zum Hochzeitstag gratulieren.',
      },
      {
        title: 'Gast am Apparat: Zimmer überbucht',
        note: 'Gast steht am Empfang und ist am Apparat; nimmt das Nachbarhaus, wenn wir 50 € gutschreiben.',
      },
      { title: 'Angebot für die Jahrestagung', note: 'Rückruf mit dem Preis für 40 Zimmer und den Saal' },
      { title: 'Fundsache: Brille im Frühstücksraum', note: 'Rückruf, ob die Brille gefunden wurde' },
      {
        title: 'Anzahlung zweimal belastet',
        note: 'Zahlungen geprüft: zweite Anzahlung war ein Fehler im Portal.',
        answer: 'Gast informiert: zweite Anzahlung storniert, 20 € Gutschein. Er ist zufrieden.',
      },
    ],
    en: [
      { title: 'Booking confirmation never arrived', note: 'Good day, I booked three days ago and have had no confirmation. E. Moser' },
      {
        title: 'Heating in the room is cold',
        note: 'We arrived yesterday, the room is at 17 degrees. The reception wanted to get back to us.',
      },
      {
        title: 'Free cancellation because of a cancelled flight',
        note: 'Guest asks whether the cancellation fee is waived when the flight is cancelled. I have the rate terms and am checking.',
      },
      {
        title: 'Minibar and parking charged wrongly',
        note: 'Guest is upset: minibar and garage are on the bill, neither was used.',
        summary: 'Minibar and garage charged though not used; nobody was at the reception at check-out.',
        wish: 'A voucher of €50',
        question: 'May we grant €50 as goodwill?',
        recommendation: 'Yes, a regular guest, and there is no proof of the items.',
        nextStep: 'We will call back today with the decision.',
        tried: 'Checked the bill with the reception',
        triedResult: 'No proof of the items',
      },
      {
        title: 'Room beside a building site',
        summary: 'Building noise beside the room from 7 am, the guest stays three more nights.',
        wish: 'A quiet room',
        question: 'Is a room on the lake side free from today?',
        recommendation: 'Move to the lake side.',
        nextStep: 'We settle the room with the house and call back.',
        tried: 'Searched free rooms in the system',
        triedResult: 'Lake side can only be booked by the house',
      },
      {
        title: 'Breakfast was promised',
        summary: 'Breakfast was promised on the telephone, the bill shows it as an extra.',
        wish: 'Breakfast without a surcharge',
        question: 'May we waive the breakfast?',
        recommendation: 'Yes, the promise is credible.',
        nextStep: 'We check the promise and call back.',
        tried: 'Checked the booking',
        triedResult: 'No remark on breakfast',
        answer: 'Please add who promised the breakfast; the house has no record of it.',
      },
      {
        title: 'Suite booked, double room given',
        summary: 'Suite confirmed, only a double room was free on arrival; it is the guests’ wedding anniversary.',
        wish: 'Something for the first night',
        question: 'May we grant €50 for the first night?',
        recommendation: 'Yes, it was the fault of the house.',
        nextStep: 'We will call back today with the result.',
        tried: 'Spoke to the reception',
        triedResult: 'Suite is free from tomorrow only',
        answer: '€50 is fine. Please tell the guests today and congratulate them on their anniversary.',
      },
      {
        title: 'Guest on the line: room overbooked',
        note: 'Guest is at the reception and on the line; takes the sister house if we credit €50.',
      },
      { title: 'Offer for the annual conference', note: 'Call back with the price for 40 rooms and the hall' },
      { title: 'Lost property: glasses in the breakfast room', note: 'Call back to say whether the glasses were found' },
      {
        title: 'Deposit charged twice',
        note: 'Checked the payments: the second deposit was a fault of the portal.',
        answer: 'Told the guest: second deposit cancelled, voucher of €20. He is content.',
      },
    ],
  },
};
