// A batch of bookings as DATEV imports it (EXTF, format 700, Buchungsstapel 13): Windows-1252, amounts without sign and
// with the side that they stand on, gross on accounts that know their tax.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import type {Accounts} from '../rating/written.js'
import {type LedgerDocument, textOf} from './document.js'

const pairs = (count: number, ...names: string[]) =>
  Array.from({length: count}, (_, i) => names.map(name => `${name} ${i + 1}`)).flat()

/** The 125 columns of the format. */
const COLUMNS = [
  ...'Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto'.split(
    ';',
  ),
  ...'Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext'.split(';'),
  ...'Postensperre;Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink'.split(';'),
  ...pairs(8, 'Beleginfo - Art', 'Beleginfo - Inhalt'),
  ...'KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung)'.split(';'),
  ...'EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L'.split(';'),
  ...'BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung'.split(';'),
  ...pairs(20, 'Zusatzinformation - Art', 'Zusatzinformation- Inhalt'),
  ...'Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp'.split(';'),
  ...'Auftragsnummer;Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen)'.split(';'),
  ...'Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);Herkunft-Kz'.split(';'),
  ...'Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer'.split(';'),
  ...'Identifikationsnummer;Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt'.split(';'),
  ...'Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit'.split(';'),
  ...'Generalumkehr (GU);Steuersatz;Land;Abrechnungsreferenz;BVV-Position'.split(';'),
  ...'EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto'.split(';'),
]

/** Characters 80 to 9f of Windows-1252; a blank where there is none. */
const UPPER = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** The bytes of a text; the characters that have none go into `unfit`. */
function bytesOf(text: string, unfit: Set<string>): Buffer {
  const bytes = [...text].map(character => {
    const point = character.codePointAt(0)!
    if (point < 0x80 || (point >= 0xa0 && point <= 0xff)) return point
    const at = character === ' ' ? -1 : UPPER.indexOf(character)
    if (at < 0) unfit.add(character)
    return at < 0 ? 0x3f : 0x80 + at
  })
  return Buffer.from(bytes)
}

const quoted = (text: string) => `"${text.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`
const digits = (day: string) => day.replaceAll('-', '')

/** Bookings of one year, for the header names the first day of theirs. */
export function datevFile(documents: LedgerDocument[], {datev}: Accounts, today: string): Buffer {
  if (!datev?.consultant || !datev.client) {
    throw usage(
      'DATEV wants to know whose books these are',
      'Write e.g. accounts: {datev: {consultant: "1001", client: "1", account_length: "4"}}',
    )
  }
  const days = documents.map(({statement}) => statement.issue_date).sort()
  const [first, last] = [days[0]!, days.at(-1)!]
  const start = datev.year_start ?? '01-01'
  const yearOf = (day: string) => `${Number(day.slice(0, 4)) - (day.slice(5) < start ? 1 : 0)}-${start}`
  if (yearOf(first) !== yearOf(last))
    throw usage('a file of DATEV holds bookings of one fiscal year', 'Export one month at a time: --cycle 2026-10')
  const header = [
    ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', `${digits(today)}000000000`, '', '"RE"', '""', '""'],
    ...[
      datev.consultant,
      datev.client,
      digits(yearOf(first)),
      datev.account_length ?? '4',
      digits(first),
      digits(last),
    ],
    ...[
      '"partnerctl"',
      '""',
      '1',
      '0',
      '0',
      quoted(documents[0]!.statement.currency),
      '',
      '""',
      '',
      '',
      '""',
      '',
      '',
      '""',
      '""',
    ],
  ]
  const unfit = new Map<string, Set<string>>()
  const rows = documents.flatMap(document =>
    document.postings.map(posting => {
      const cells = rowOf(document, posting)
      const missing = new Set<string>()
      const line = bytesOf(`${cells.join(';')}\r\n`, missing)
      if (missing.size > 0) unfit.set(`${document.number} (${textOf(document)})`, missing)
      return line
    }),
  )
  if (unfit.size > 0) {
    throw usage(
      'DATEV reads Windows-1252, which does not have every character here',
      ...[...unfit].map(([document, characters]) => `${document}: ${[...characters].map(told).join(', ')}`),
      'Write the name in the price book in letters that it has, or export --format csv',
    )
  }
  return Buffer.concat([bytesOf(`${header.join(';')}\r\n${COLUMNS.join(';')}\r\n`, new Set()), ...rows])
}

const told = (character: string) =>
  `${character} U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

function rowOf(document: LedgerDocument, {net, taxes, account}: LedgerDocument['postings'][number]): string[] {
  const {statement, number, debtor} = document
  const gross = Decimal.sum([net, ...taxes.map(({amount}) => amount)])
  const [, month, day] = statement.issue_date.split('-')
  const [dueYear, dueMonth, dueDay] = statement.due_date.split('-')
  const values: Record<string, string> = {
    'Umsatz (ohne Soll/Haben-Kz)': gross.abs().toFixed(2).replace('.', ','),
    'Soll/Haben-Kennzeichen': gross.isNegative ? '"H"' : '"S"',
    'WKZ Umsatz': quoted(statement.currency),
    Konto: debtor,
    'Gegenkonto (ohne BU-Schlüssel)': account,
    Belegdatum: `${day}${month}`,
    // A credit note goes with the open item of what it takes back.
    'Belegfeld 1': quoted((statement.kind === 'credit-note' && statement.refers_to) || number),
    'Belegfeld 2': quoted(`${dueDay}${dueMonth}${dueYear!.slice(2)}`),
    Buchungstext: quoted([...`${number} ${textOf(document)}`].slice(0, 60).join('')),
  }
  return COLUMNS.map(name => lookUp(values, name) ?? '')
}
