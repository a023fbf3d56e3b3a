// What a guard is.

export interface Guard {
  /** Number in the table of the thirty (test/faults/thirty.ts), for those that belong to one. */
  of?: number
  what: string
  file: string
  take: string
  put: string
  /** File and title of the test, or the beginning of it. */
  test: [file: string, title: string]
}

export const faults = (name: string) => `test/faults/${name}.test.ts`
