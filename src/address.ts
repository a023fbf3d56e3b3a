// Addresses on the network.

/** Whether an address is on this machine, and nobody else can be listening there. */
export const isLoopback = (url: URL) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)

/** The origin of an address that keys may be sent to: over https, or to this machine. Undefined for any other. */
export function safeOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url.origin : undefined
}
