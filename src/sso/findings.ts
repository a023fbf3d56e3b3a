// What a check found out: a list that a person reads from top to bottom, and a script by `result`.

export interface Finding {
  /** What was looked at, e.g. `signature`, `audience`. */
  check: string
  result: 'ok' | 'warning' | 'failed' | 'unchecked'
  message: string
  /** What to do about it. */
  mend?: string
}

export class Findings {
  readonly list: Finding[] = []

  ok(check: string, message: string): void {
    this.list.push({check, result: 'ok', message})
  }

  warn(check: string, message: string, mend?: string): void {
    this.list.push({check, result: 'warning', message, mend})
  }

  fail(check: string, message: string, mend?: string): void {
    this.list.push({check, result: 'failed', message, mend})
  }

  skip(check: string, message: string, mend?: string): void {
    this.list.push({check, result: 'unchecked', message, mend})
  }

  get failed(): Finding[] {
    return this.list.filter(finding => finding.result === 'failed')
  }
}
