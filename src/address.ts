// Addresses on the network.

/** Whether an address is on this machine, and nobody else can be listening there. */
export const isLoopback = (url: URL) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
