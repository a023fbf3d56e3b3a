// Why a login was refused: the check that failed, and in words what it found.
export type SamlCheck =
  | 'link'
  | 'platform'
  | 'service'
  | 'metadata'
  | 'form'
  | 'xml'
  | 'status'
  | 'assertion'
  | 'signature'
  | 'issuer'
  | 'destination'
  | 'recipient'
  | 'subject'
  | 'in-response-to'
  | 'relay-state'
  | 'replay'
  | 'time'
  | 'audience'
  | 'user'
  | 'attributes'
  | 'binding'
  | 'session'

export class SamlFault extends Error {
  override name = 'SamlFault'
  constructor(
    readonly check: SamlCheck,
    message: string,
    /** What to do about it. */
    readonly mend?: string,
    readonly status = 400,
  ) {
    super(message)
  }
}
