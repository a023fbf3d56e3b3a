// A number of things, in words.

/** `1 customer`, `17,273 records`. */
export const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`
