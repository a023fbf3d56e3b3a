// What would have been sent: codes, and news of associations, verifications and tickets. Nothing leaves a sandbox; all
// of it follows from the state, so that every process that shares it sees the same.
import type {Emulator} from '../emulator.js'
import {formatTime} from '../state/calendar.js'
import {reviews} from '../topics/realname/operations.js'
import {sentTicketCodes} from '../topics/tickets/contacts.js'
import {ticketKind} from '../topics/tickets/desk.js'
import {settled} from '../topics/tickets/engineer.js'
import {withoutMarkup} from '../topics/tickets/wire.js'
import {sentCodes} from '../topics/verification/operations.js'

export interface Letter {
  at: string
  /** Address or number; the account where there is neither. */
  to: string
  about: 'code' | 'ticket code' | 'association' | 'verification' | 'ticket'
  /** The account that it is for. */
  account: string
  account_name?: string
  text: string
  /** What has to be typed, and until when. */
  code?: string
  good_until?: string
}

/** Everything that was sent up to now, and what is on its way with the time at which it comes; oldest first. */
export function inbox(s: Emulator): Letter[] {
  const letters = [...codes(s), ...associations(s), ...verifications(s), ...tickets(s)]
  for (const letter of letters) {
    const name = (s.customers.get(letter.account) ?? s.world.partner(letter.account))?.accountName
    if (name) letter.account_name = name
  }
  return letters.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function codes({store, clock}: Emulator): Letter[] {
  const now = clock.now()
  const letter = (about: Letter['about']) => (sent: ReturnType<typeof sentCodes>[number]) => ({
    at: formatTime(sent.sentAt),
    to: sent.receiver,
    about,
    account: sent.owner,
    text: sent.expires > now ? `Your code is ${sent.code}` : `Your code was ${sent.code}: used, or too old`,
    code: sent.code,
    good_until: formatTime(sent.expires),
  })
  return [...sentCodes(store).map(letter('code')), ...sentTicketCodes(store).map(letter('ticket code'))]
}

const addressOf = ({email, telephone, id}: {email: string; telephone: string; id: string}) => email || telephone || id

function associations({customers, world, clock}: Emulator): Letter[] {
  const now = clock.now()
  return customers.created().map(customer => {
    const {accountName, associatedOn, outcome, id, partnerId} = customer
    const partner = world.partner(partnerId)?.companyName ?? partnerId
    const news =
      associatedOn > now
        ? `is not associated with ${partner} yet`
        : outcome === 'failed'
          ? `could not be associated with ${partner}`
          : `is associated with ${partner}`
    return {
      at: formatTime(associatedOn),
      to: addressOf(customer),
      about: 'association',
      account: id,
      text: `${accountName} ${news}`,
    }
  })
}

function verifications({store, customers, clock}: Emulator): Letter[] {
  return reviews(store, clock.now()).map(({customerId, ends, result, opinion}) => {
    const customer = customers.get(customerId)
    const news = ['is under review', `was refused: ${opinion}`, 'was approved'][result]
    return {
      at: formatTime(ends),
      to: customer ? addressOf(customer) : customerId,
      about: 'verification',
      account: customerId,
      text: `The real-name verification ${news}`,
    }
  })
}

/** Answers of engineers, to those who asked to be told. */
function tickets({store, clock}: Emulator): Letter[] {
  return store.all(ticketKind).flatMap(({value}) => {
    const {contact, messages, id, owner} = settled(value, clock.now())
    const receivers = [contact.remind_mail, contact.remind_mobile, ...contact.cc_email.split(',')].filter(Boolean)
    const answers = messages.filter(message => message.from === 'engineer')
    return answers.flatMap(message =>
      receivers.map(
        (to): Letter => ({
          at: formatTime(message.at),
          to,
          about: 'ticket',
          account: owner,
          text: `Ticket ${id}: ${withoutMarkup(message.text)}`,
        }),
      ),
    )
  })
}
