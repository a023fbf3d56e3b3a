// Requests to the admin API, and what is wrong with them.

import type {Emulator} from '../emulator.js'
import {parseCycle} from '../state/calendar.js'

/** What is wrong with an admin request. */
export class AdminFault extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export interface AdminRequest {
  parts: string[]
  query: URLSearchParams
  body: Record<string, unknown>
}

export type AdminHandler = (sandbox: Emulator, request: AdminRequest) => unknown

/** Handlers by method and first words of the path below /sandbox. */
export type AdminRoutes = Record<string, AdminHandler>

/** A cycle named in a query; throws a 400. */
export function cycleOf(query: URLSearchParams): number {
  const cycle = parseCycle(query.get('cycle') ?? '')
  if (cycle === undefined) throw new AdminFault(400, 'cycle: YYYY-MM')
  return cycle
}
