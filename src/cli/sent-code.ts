// Codes that are sent to people: the sandbox sends none, and has an inbox instead.
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import {SANDBOX} from '../profiles/profile.js'

/** Where a code that has just been sent can be read, as lines to type: for people it is where they are. */
export async function whereCodeWent(api: Api, receiver: string): Promise<string[]> {
  const {profile} = await api.session
  return profile === SANDBOX ? [commandLine`sandbox inbox --to ${receiver}    shows the code`] : []
}
