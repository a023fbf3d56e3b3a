// Finds Chromium, and installs Debian's where there is none and it can be: on CI, as root.
import {programOf} from '../support/debian.js'

export default function setup(): void {
  process.env.CHROMIUM ??= programOf(
    ['chromium', 'chromium-browser', 'google-chrome'],
    ['chromium', 'fonts-dejavu-core'],
  )
  if (process.env.CHROMIUM) return
  throw new Error('The browser tests need Chromium: install it, or say where it is with CHROMIUM=/path')
}
