// Builds src into dist with esbuild: one file a command, shared code in chunks, so that a command loads only what it uses.
import {rm} from 'node:fs/promises'
import {build} from 'esbuild'
import pkg from '../package.json' with {type: 'json'}

await rm('dist', {recursive: true, force: true})
await build({
  entryPoints: ['src/cli/main.ts', 'src/sandbox/index.ts', 'src/commands/**/*.ts'],
  outbase: 'src',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: true,
  keepNames: true,
  legalComments: 'none',
  // The framework is bundled because loading its many files is most of the start-up time; all other packages stay outside.
  external: Object.keys({...pkg.dependencies, ...pkg.optionalDependencies}).filter(
    name => name !== '@oclif/core' && name !== 'lossless-json',
  ),
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
