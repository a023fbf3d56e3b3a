// The framework's configuration without its search for plugins, commands and themes: what there is was found when the
// program was built. The bundled program runs with it; sources and tests run with the framework's own.
import {homedir} from 'node:os'
import {type Command, Config, type Interfaces} from '@oclif/core'
import {lookUp} from '../look-up.js'
import {entryOf, packageRoot, readAscii} from '../package.js'

/** A command as the manifest has it. */
type Facts = {id: string}
type Load = () => Promise<{default: unknown}>

/** What the build puts into the bundle (bin/bundle.mjs). */
export interface Parts {
  /** By id, `bill:export`. */
  commands: Record<string, Load>
  /** The framework's own command for help, and what its manifest says of it. */
  help: {load: Load; facts: Facts}
  helpClass: Load
}

export class LeanConfig extends Config {
  readonly #parts: Parts
  /** Asked for by the framework instead of a file of that name (bin/bundle.mjs). */
  get helpClass(): Promise<unknown> {
    return this.#parts.helpClass().then(module => module.default)
  }

  readonly #found = new Map<string, Command.Loadable>()
  #all?: Command.Loadable[]
  #topics?: Interfaces.Topic[]

  constructor(parts: Parts) {
    super({root: packageRoot})
    this.#parts = parts
    const pjson = JSON.parse(readAscii('package.json'))
    const {arch, platform, version} = process
    Object.assign(this, {
      root: packageRoot,
      pjson,
      name: pjson.name,
      version: pjson.version,
      bin: pjson.oclif.bin,
      dirname: pjson.oclif.dirname,
      topicSeparator: pjson.oclif.topicSeparator,
      valid: true,
      arch,
      platform,
      windows: platform === 'win32',
      shell: process.env.SHELL?.split('/').at(-1) ?? 'unknown',
      home: process.env.HOME || homedir(),
      channel: 'stable',
      flexibleTaxonomy: false,
      isSingleCommandCLI: false,
      userAgent: `${pjson.name}/${pjson.version} ${platform}-${arch} node-${version}`,
      updateConfig: {node: {}, s3: {templates: {target: {}, vanilla: {}}}},
    })
  }

  override async load(): Promise<void> {}

  override get commandIDs(): string[] {
    return [...Object.keys(this.#parts.commands), this.#parts.help.facts.id]
  }

  override get commands(): Command.Loadable[] {
    this.#all ??= this.commandIDs.map(id => this.findCommand(id)!)
    return this.#all
  }

  /** The framework's help asks for them once for each of them. */
  override get topics(): Interfaces.Topic[] {
    this.#topics ??= this.#allTopics()
    return this.#topics
  }

  /** Those with a text of their own, and what lies between them and the commands. */
  #allTopics(): Interfaces.Topic[] {
    const named = (this.pjson.oclif.topics ?? {}) as unknown as Record<string, Interfaces.Topic>
    const topics = new Map<string, Interfaces.Topic>(
      Object.entries(named).map(([name, topic]) => [name, {...topic, name}]),
    )
    for (const {id, hidden, summary, description} of this.commands) {
      if (hidden) continue
      for (let name: string = id; name; name = name.slice(0, Math.max(0, name.lastIndexOf(':'))))
        if (!topics.has(name)) topics.set(name, {name, description: summary || description})
    }
    return [...topics.values()]
  }

  override findCommand(id: string, options: {must: true}): Command.Loadable
  override findCommand(id: string, options?: {must: boolean}): Command.Loadable | undefined
  override findCommand(id: string, {must = false} = {}): Command.Loadable | undefined {
    const found = this.#found.get(id) ?? this.#find(id)
    if (found) this.#found.set(id, found)
    else if (must) throw new Error(`command ${id} not found`)
    return found
  }

  override findTopic(name: string, options: {must: true}): Interfaces.Topic
  override findTopic(name: string, options?: {must: boolean}): Interfaces.Topic | undefined
  override findTopic(name: string): Interfaces.Topic | undefined {
    return this.topics.find(topic => topic.name === name)
  }

  /** This program has no hooks. */
  override async runHook<T extends keyof Interfaces.Hooks>(): Promise<
    Interfaces.Hook.Result<Interfaces.Hooks[T]['return']>
  > {
    return {successes: [], failures: []}
  }

  #find(id: string): Command.Loadable | undefined {
    const {commands, help} = this.#parts
    if (id === help.facts.id) return loadable(help.facts, help.load)
    const load = lookUp(commands, id)
    return load && loadable(entryOf('oclif.manifest.json', id)!, load)
  }
}

const loadable = (facts: Facts, load: Load): Command.Loadable => ({
  ...(facts as Command.Cached),
  load: async () => Object.assign((await load()).default as Command.Class, {id: facts.id}),
})

// The framework takes a configuration that it is given for one of another version of itself, and loads it again.
const {load} = Config
Config.load = async options => (options instanceof LeanConfig ? options : load.call(Config, options))
