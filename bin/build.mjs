// Builds src into dist with esbuild: one file a command, shared code in chunks, so that a command loads only what it
// uses.
import {rm} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import pkg from '../package.json' with {type: 'json'}
import {bundle} from './bundle.mjs'

// For the tests, which take the program apart. The framework is bundled because loading its many files is most of the
// start-up time; other packages stay outside.
const bundled = ['@oclif/core', 'lossless-json', 'string-width']
const {dependencies, devDependencies, optionalDependencies, peerDependencies} = pkg
const packages = Object.keys({
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
  ...peerDependencies,
}).filter(name => !bundled.includes(name))
// The framework would compile sources with these while it is developed itself.
const compilers = ['typescript', 'ts-node', 'tsx']

export const settings = {
  entryPoints: [
    'src/cli/main.ts',
    'src/cli/completion/main.ts',
    'src/cli/help/help.ts',
    'src/sandbox/index.ts',
    'src/profiles/keychain-child.ts',
    'src/commands/**/*.ts',
  ],
  outbase: 'src',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  external: [...packages, ...compilers],
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await rm('dist', {recursive: true, force: true})
  await build(settings)
  await bundle()
}
