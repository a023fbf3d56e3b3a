// What is published: the files it should have and no other, installable without scripts, its licences known.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {lstatSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {Packed} from './packed.js'

const root = resolve(import.meta.dirname, '../..')
/** All that belongs into the package. */
const belongs = [
  /^(CHANGELOG|LICENCES|README)\.md$/,
  /^(LICENSE|package\.json|oclif\.manifest\.json|bin\/run\.js|bin\/library\.mjs|bin\/package\.json)$/,
  /^dist\/(partnerctl|sandbox|documents|questions)\.cjs$/,
  /^dist\/(partnerctl|sandbox)\.cjs\.map$/,
  /^dist\/(bundled-licences\.txt|completion\.json|data\/sRGB_IEC61966_2_1\.icc|profiles\/keychain-child\.js)$/,
  /^dist\/types\/(sandbox\/index|sandbox\/world\/model|api\/contract\/contract)\.d\.ts$/,
  /^docs\/[\w./-]+\.(md|yaml|csv|json|py|1)$/,
  /^src\/api\/contract\/[\w.-]+\.json$/,
  /^src\/bills\/rating\/pricebook\.(schema\.json|template\.yaml)$/,
  /^src\/bills\/statement\/fonts\/(ranges\.json|OFL\.txt|noto-sans-[a-z-]+\.woff2)$/,
  /^src\/bills\/validate\/model\.json$/,
  /^src\/sandbox\/data\/[\w.-]+\.json$/,
]

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** The first and the last of each line of Node that it promises. */
const promised = ['20.17.0', '20.20.2', '22.0.0', '22.23.3', '23.11.1', '24.0.0', '24.21.0', '26.0.0']
/** On any system: with bindings for one or two kinds of it, and half of what it was as separate packages. */
const MOST_MEGABYTES = 60

let program: Packed
beforeAll(() => {
  program = Packed.install()
})

describe('the package', () => {
  it('gives its sandbox to the tests of other programs', async () => {
    const script = `
        import {startSandbox} from 'partnerctl/sandbox'
        const sandbox = await startSandbox({scenario: 'small', seed: 1})
        const answer = await fetch(sandbox.info.endpoints.admin + '/health')
        console.log(JSON.stringify({status: answer.status, site: sandbox.info.site}))
        await sandbox.close()`
    const folder = dirname(dirname(dirname(dirname(program.script))))
    writeFileSync(join(folder, 'uses-sandbox.mjs'), script)
    const {status, stdout, stderr} = spawnSync(process.execPath, ['uses-sandbox.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    })
    rmSync(join(folder, 'uses-sandbox.mjs'))
    expect(stderr).toBe('')
    expect({status, answer: JSON.parse(stdout)}).toEqual({status: 0, answer: {status: 200, site: 'intl'}})
  })

  it('has what it should, and nothing else', () => {
    const folder = dirname(dirname(program.script))
    const paths = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(path =>
      lstatSync(join(folder, path)).isFile(),
    )
    expect(paths.filter(path => !belongs.some(pattern => pattern.test(path)))).toEqual([])
    expect(belongs.filter(pattern => !paths.some(path => pattern.test(path)))).toEqual([])
    // What a page points to comes with it.
    for (const page of paths.filter(path => path.endsWith('.md'))) {
      const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#]+)/g)]
      const lost = links.map(([, link]) => join(dirname(page), link!)).filter(path => !paths.includes(path))
      expect(lost, page).toEqual([])
    }
    for (const page of paths.filter(path => path.endsWith('.d.ts'))) {
      const types = [...readFileSync(join(root, page), 'utf8').matchAll(/from '([^']+)'/g)]
      const lost = types.map(([, from]) => join(dirname(page), from!.replace(/js$/, 'd.ts')))
      expect(
        lost.filter(path => !paths.includes(path)),
        page,
      ).toEqual([])
    }
    const {bin, man, exports} = own
    const named = [bin.partnerctl, man, ...Object.values(exports['./sandbox'])].map(path => join(path as string))
    expect(named.filter(path => !paths.includes(path))).toEqual([])
  })

  it('depends on nothing but what its parts load from elsewhere', () => {
    const parts = readdirSync(join(root, 'dist')).filter(file => file.endsWith('.cjs'))
    const text = [...parts, 'profiles/keychain-child.js']
      .map(file => readFileSync(join(root, 'dist', file), 'utf8'))
      .join()
    const loaded = new Set(
      [...text.matchAll(/\b(?:require|obtain|resolve|url\))\(\s*["'`]((?:@[\w.-]+\/)?[\w.-]+)[^"'`]*["'`]\)/g)].map(
        match => match[1]!,
      ),
    )
    // Fonts are named in the table of the languages, and found below one folder.
    const isFont = (name: string) =>
      name.startsWith('@fontsource-variable/') && text.includes(`'${name.split('/')[1]}'`.replaceAll("'", '"'))
    const needed = {...own.dependencies, ...own.optionalDependencies, ...own.peerDependencies}
    // The framework is bundled and named as what this program is made with.
    expect(Object.keys(needed).filter(name => !loaded.has(name) && !isFont(name))).toEqual([
      '@oclif/core',
      '@oclif/plugin-help',
    ])
  })

  it('installs on every Node that it promises to run on, and nothing large', () => {
    const {satisfies} = createRequire(import.meta.url)('semver')
    const {packages} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const installed = Object.entries<{dev?: boolean; devOptional?: boolean; peer?: boolean; engines?: {node?: string}}>(
      packages,
    )
    const refused = installed.flatMap(([path, {dev, devOptional, engines}]) =>
      path === '' || dev || devOptional || !engines?.node
        ? []
        : promised.filter(version => !satisfies(version, engines.node)).map(version => `${path}: ${version}`),
    )
    expect(promised.filter(version => !satisfies(version, own.engines.node))).toEqual([])
    expect(refused).toEqual([])
    const modules = dirname(dirname(dirname(program.script)))
    const sizes = readdirSync(modules, {recursive: true, encoding: 'utf8'}).map(
      path => lstatSync(join(modules, path)).blocks,
    )
    expect((sizes.reduce((sum, blocks) => sum + blocks, 0) * 512) / 1e6).toBeLessThan(MOST_MEGABYTES)
  })

  it('says where in its sources an error came from', async () => {
    const {exit, stderr} = await program.run(['explain', '', '--debug'])
    expect(exit).toBe(3)
    expect(stderr).toMatch(/^ +at .*src\/cli\/\S+\.ts:\d+:\d+/m)
    expect(stderr).not.toMatch(/\.cjs:\d/)
  })

  it('says the licence of everything that comes with it, and each asks for no more than to be named', async () => {
    const {isAllowed, packages, page} = await import(join(root, 'bin/licences.mjs'))
    expect(readFileSync(join(root, 'LICENCES.md'), 'utf8')).toBe(page())
    expect(packages().filter(({licence}: {licence: string}) => !isAllowed(licence))).toEqual([])
  })

  it('runs no script of its own when it is installed', () => {
    const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(Object.keys(scripts).filter(name => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('is released with checksums, notes, and a bill of materials with every package and its version', () => {
    const installed = dirname(dirname(dirname(dirname(program.script))))
    const packed = join(installed, readdirSync(installed).find(file => file.endsWith('.tgz'))!)
    const out = join(program.folder, 'release')
    const release = (...args: string[]) =>
      spawnSync(process.execPath, ['bin/release.mjs', '--packed', packed, '--out', out, ...args], {
        cwd: root,
        encoding: 'utf8',
      })
    const {status, stderr} = release('--dry-run')
    expect([status, stderr]).toEqual([0, ''])
    const text = (file: string) => readFileSync(join(out, file), 'utf8')
    expect(text('notes.md')).toContain('First version.')
    const sums = text('SHA256SUMS').trim().split('\n')
    expect(sums.map(line => line.split('  ')[1])).toEqual([
      `partnerctl-${own.version}.tgz`,
      `partnerctl-${own.version}.sbom.json`,
    ])
    for (const line of sums) {
      const [sum, file] = line.split('  ')
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, file!)))
          .digest('hex'),
      ).toBe(sum)
    }
    const {bomFormat, components} = JSON.parse(text(`partnerctl-${own.version}.sbom.json`)) as {
      bomFormat: string
      components: {name: string; version: string}[]
    }
    expect(bomFormat).toBe('CycloneDX')
    const listed = new Set(components.map(one => `${one.name}@${one.version}`))
    for (const [name, version] of Object.entries(own.dependencies)) expect(listed).toContain(`${name}@${version}`)
    const bundled = [...readFileSync(join(root, 'dist/bundled-licences.txt'), 'utf8').matchAll(/^== (\S+) (\S+)$/gm)]
    expect(bundled.map(([, name]) => name)).toEqual(
      expect.arrayContaining(['@oclif/core', 'inquirer', 'pdfkit', 'ajv']),
    )
    expect(bundled.map(([, name, version]) => `${name}@${version}`).filter(one => !listed.has(one))).toEqual([])
    // Where it comes from is not known yet: it is not published by accident.
    const published = release()
    expect([published.status, published.stderr]).toEqual([1, expect.stringContaining('names no repository')])
  })

  it('is tried and released by actions that are named by their commits', () => {
    const folder = join(root, '.github/workflows')
    const workflows = readdirSync(folder).map(file => parse(readFileSync(join(folder, file), 'utf8')))
    const jobs = workflows.flatMap(({jobs}) => Object.values<{steps: {uses?: string; run?: string}[]}>(jobs))
    const used = jobs.flatMap(({steps}) => steps.flatMap(({uses}) => uses ?? []))
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter(uses => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([])
    const scripts = jobs.flatMap(({steps}) => steps.flatMap(({run}) => /^npm run ([\w:-]+)/.exec(run ?? '')?.[1] ?? []))
    expect(scripts.filter(name => !(name in own.scripts))).toEqual([])
  })
})
