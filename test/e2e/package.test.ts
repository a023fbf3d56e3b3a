// What is published: the files it should have and no other, installable without scripts, its licences known.
import {spawnSync} from 'node:child_process'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {describe, expect, it} from 'vitest'
import {Packed} from './packed.js'

const root = resolve(import.meta.dirname, '../..')
const npm = (...args: string[]) => {
  const {status, stdout, stderr} = spawnSync('npm', args, {cwd: root, encoding: 'utf8', maxBuffer: 64e6})
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout)
}

/** All that belongs into the package. */
const belongs = [
  /^(CHANGELOG|LICENCES|README)\.md$/,
  /^(LICENSE|package\.json|oclif\.manifest\.json|bin\/run\.js|bin\/package\.json)$/,
  /^dist\/(chunks|cli|commands|profiles|sandbox)\/[\w./-]+\.js$/,
  /^dist\/(partnerctl|sandbox)\.cjs$/,
  /^dist\/completion\.json$/,
  /^dist\/types\/[\w./-]+\.d\.ts$/,
  /^src\/api\/contract\/[\w.-]+\.json$/,
  /^src\/bills\/rating\/pricebook\.(schema\.json|template\.yaml)$/,
  /^src\/bills\/validate\/model\.json$/,
  /^src\/sandbox\/data\/[\w.-]+\.json$/,
]

describe('the package', () => {
  it('gives its sandbox to the tests of other programs', async () => {
    const program = Packed.install()
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
    const [{files}] = npm('pack', '--dry-run', '--json', '--ignore-scripts') as [{files: {path: string}[]}]
    const paths = files.map(({path}) => path)
    expect(paths.filter(path => !belongs.some(pattern => pattern.test(path)))).toEqual([])
    expect(belongs.filter(pattern => !paths.some(path => pattern.test(path)))).toEqual([])
    const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
    const commands = Object.keys(manifest.commands).map(id => `dist/commands/${id.replaceAll(':', '/')}`)
    const missing = commands.filter(path => !paths.includes(`${path}.js`) && !paths.includes(`${path}/index.js`))
    expect(missing).toEqual([])
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

  it('has a bill of materials with every package and its version', () => {
    const {bomFormat, components} = npm('run', '--silent', 'sbom') as {
      bomFormat: string
      components: {name: string; version: string}[]
    }
    expect(bomFormat).toBe('CycloneDX')
    const {dependencies} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const listed = new Set(components.map(one => `${one.name}@${one.version}`))
    for (const [name, version] of Object.entries(dependencies)) expect(listed).toContain(`${name}@${version}`)
  })
})
