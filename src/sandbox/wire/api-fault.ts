// The one way a handler says no.

/** An answer with an error code of the API. The server writes it in the form of the service that was called. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** More members of the body, beside the code and the message. */
    readonly extra: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }

  /** What the handler has changed stays, although it says no: a wrong try is counted, a created customer remains. */
  keepsChanges = false

  /** Why, where the message is the platform's and says less: told in the header `X-Sandbox-Reason`. */
  why: string | undefined

  because(why: string | undefined): this {
    this.why = why
    return this
  }

  keepingChanges(): this {
    this.keepsChanges = true
    return this
  }
}

/** 400 CBC.0100, the answer to a parameter that is wrong; `reason` goes into the header `X-Sandbox-Validation`. */
export function badParameter(name: string, reason: string): ApiFault {
  return new ApiFault(
    400,
    'CBC.0100',
    `Parameter error: ${name}`,
    {},
    {'x-sandbox-validation': headerSafe(`${name}: ${reason}`)},
  )
}

/** Text that may stand in a header. */
export const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)
