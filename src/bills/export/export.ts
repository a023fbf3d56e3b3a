// Every record of a month into files: exact, whole, and to be gone on with after whatever stopped it.
import type {Api} from '../../api/client.js'
import type {Site} from '../../api/contract/contract.js'
import {type Owner, ownerOf} from '../../api/owner.js'
import {counted} from '../../counted.js'
import {isFinal} from '../../cycle.js'
import {Failure, usage} from '../../failure.js'
import {tryLock} from '../../lock.js'
import {packageVersion} from '../../package.js'
import type {Facts} from '../formats/table.js'
import {writers} from '../formats/writers.js'
import type {Brake} from '../read/read-ahead.js'
import {type BilledCustomer, Moved, type Place, type RecordWalk, Unreadable, Walk} from '../read/walk.js'
import {apiSources, isDelivered, layoutOf} from '../records/sources.js'
import {unitNames} from '../records/units.js'
import type {Corrections} from './corrections.js'
import {plannedCustomers} from './customers/planned.js'
import {Duplicates} from './duplicates.js'
import {earlierRun} from './earlier-run.js'
import type {ExportProgress, ExportRequest, ExportResult} from './export-request.js'
import {FileWalk, STDIN} from './file-walk.js'
import type {Entry, Head} from './files/checkpoint.js'
import {Journal, type Written} from './files/journal.js'
import {type ExportQuery, type Manifest, manifestText, parseManifest, runName} from './files/manifest.js'
import {type PartState, Parts, type Sound} from './files/parts.js'
import {Target} from './files/target.js'
import {checkWritten, isWhole, publish, resumable} from './publish.js'
import {Router} from './router.js'
import {type Foreign, Totals} from './totals.js'
import {checkColumns, newWriter} from './writer.js'

/** Times that one customer's records may change while they are read. */
const MOVES = 3

/** Exports a month. Throws a Failure; `partial` is not thrown: see `unread` of the result. */
export async function exportBills(
  api: Api,
  request: ExportRequest,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<ExportResult> {
  // What was typed is looked at before anything is made or asked.
  const target = Target.of(request.out, request.query)
  await checkColumns(request.query, target.kind === 'table')
  target.checkPlace(request.query)
  if (target.kind === 'stream') {
    if (request.retryFailed) throw usage('--retry-failed needs the files of the export', 'Name them with --out')
    return new Export(api, request, target, onProgress).run()
  }
  // What is read from a file is the same whoever reads it.
  const owner = request.file ? undefined : await ownerOf(api)
  target.checkOwner(owner)
  target.prepare()
  const release = tryLock(`${target.work}.lock`)
  if (!release) throw usage(`another partnerctl is writing ${target.path}`, 'Wait for it to end')
  try {
    return await new Export(api, request, target, onProgress, owner).run()
  } finally {
    release()
    target.tidy()
  }
}

class Export {
  readonly query: ExportQuery
  readonly started = Date.now()
  head!: Head
  journal: Journal<Head, Entry> | undefined
  walk!: RecordWalk
  parts!: Parts
  router!: Router
  totals!: Totals
  duplicates!: Duplicates
  unread: Entry['unread'] = []
  only: number[] | undefined
  resumed = false
  readonly moves = new Map<number, number>()

  constructor(
    readonly api: Api,
    readonly request: ExportRequest,
    readonly target: Target,
    readonly onProgress: (progress: ExportProgress) => void,
    readonly owner?: Owner,
  ) {
    this.query = request.query
  }

  async run(): Promise<ExportResult> {
    const layout = layoutOf(this.query.source)
    const written = earlierRun(this.target, this.request, this.owner)
    let place: Place = {customer: 0, day: 0, offset: 0}
    if (written) {
      const {finished} = written.entries.at(-1)?.entry ?? {}
      this.head = written.head
      this.resumed = true
      if (finished && !this.request.retryFailed) {
        const manifest = parseManifest(finished)
        if (await isWhole(this.target, manifest)) {
          this.#reset()
          for (const {entry} of written.entries) this.totals.restore(entry.totals)
          return this.#publish(manifest)
        }
        written.entries.pop()
      }
    } else await this.#begin()
    this.walk = this.#newWalk()
    this.parts = new Parts(
      this.target.work,
      () => newWriter(this.query, layout, this.head.units, this.target.kind === 'table'),
      this.target.kind === 'stream' ? this.request.stdout : undefined,
    )
    this.router = new Router(this.target, this.query, layout, this.head.run)
    try {
      if (written) place = await this.#goOn(written)
      else this.#reset()
      for (;;) {
        try {
          await this.#read(place)
          break
        } catch (error) {
          place = await this.#recover(error)
        }
      }
      await this.#finish()
    } catch (error) {
      // What is written down so far is what the next run begins with.
      await this.journal?.close()
      await this.parts.close()
      if (this.#isLost(error)) {
        this.target.clear()
        throw error
      }
      throw this.journal ? resumable(error) : error
    }
    const manifest = this.#manifest()
    if (this.target.kind !== 'stream') await checkWritten(this.target, manifest, this.journal)
    return this.#publish(manifest)
  }

  /**
   * Whether there is nothing to go on with: a file that is bad stays so, and what came from stdin does not come again.
   */
  #isLost(error: unknown): boolean {
    if (!this.request.file) return false
    return this.query.from === STDIN || (error instanceof Failure && error.outcome === 'usage')
  }

  #newWalk(): RecordWalk {
    const {file} = this.request
    const {source, cycle, site, customers, map} = this.query
    if (file && isDelivered(source)) return new FileWalk(file, {source, cycle, site: site as Site, customers, map})
    return new Walk(this.api, {...this.query, customers: this.head.customers, final: this.head.final})
  }

  async #begin(): Promise<void> {
    const {query, request, target} = this
    const session = await this.api.session
    const started = request.now.toISOString()
    let doubt: string | undefined
    const changed = (message: string) => {
      // Whoever is named is asked, whatever the list says.
      if (!query.customers) doubt ??= message
    }
    // Who is in a file is seen when it is read.
    const customers = request.file
      ? [{customer_id: '', account_name: ''}]
      : await plannedCustomers(this.api, query, session.site, {target, owner: this.owner, changed})
    this.head = {
      journal: 1,
      tool: `partnerctl ${packageVersion()}`,
      run: runName(request.now),
      started,
      // Of a list that changed somebody may be missing.
      final: doubt === undefined && isFinal(query.cycle, request.now),
      ...(doubt === undefined ? {} : {doubt}),
      query,
      owner: this.owner,
      customers,
      units: query.focus ? await unitNames(this.api) : {},
    }
    if (target.kind !== 'stream') this.journal = await Journal.create<Head, Entry>(target.journal, this.head)
  }

  #reset(): void {
    const layout = layoutOf(this.query.source)
    this.totals = new Totals(layout)
    this.duplicates = new Duplicates(
      layout.commonPlace('id'),
      this.target.kind === 'stream' ? undefined : this.target.seen,
    )
    this.unread = []
  }

  /** The entries of a journal that tell of what is on disk. */
  async #sound(entries: Written<Head, Entry>['entries']): Promise<Sound> {
    const found = await this.parts.sound(entries.map(({entry}) => entry.parts))
    let {count} = found
    while (count > 0 && !this.duplicates.isSound(entries[count - 1]!.entry.duplicates)) count--
    return count === entries.length ? found : this.#sound(entries.slice(0, count))
  }

  /**
   * Restores the last state that a journal tells of and that is on disk, or the last before a customer. What is not on
   * disk any more is read again.
   */
  async #goOn({head, headEnd, entries}: Written<Head, Entry>, before = Number.POSITIVE_INFINITY): Promise<Place> {
    this.#reset()
    let count = entries.length
    while (count > 0 && isBehind(entries[count - 1]!.entry.at, before)) count--
    if (entries.some(({entry}) => entry.finished)) {
      this.target.bringBack([...new Set(entries.flatMap(({entry}) => Object.keys(entry.parts)))])
    }
    const sound = await this.#sound(entries.slice(0, count))
    count = sound.count
    const parts: Record<string, PartState> = {}
    for (const {entry} of entries.slice(0, count)) {
      Object.assign(parts, entry.parts)
      this.totals.restore(entry.totals)
    }
    await this.journal?.close()
    this.journal = await Journal.reopen(this.target.journal, head, entries[count - 1]?.end ?? headEnd)
    const entry = entries[count - 1]?.entry
    await this.parts.restore(parts, sound.hashes)
    if (!entry) return {customer: 0, day: 0, offset: 0}
    this.duplicates.restore(entry.duplicates)
    this.unread = entry.unread
    this.router.sequence = entry.sequence
    for (const customer of entry.byDay) this.walk.byDay.add(customer)
    this.only = entry.only
    // The end of a run that could not read some customers is the beginning of one that reads only them.
    if (entry.finished) {
      this.only = this.unread.map(({customer}) => customer)
      this.unread = []
    }
    this.#leaveOut()
    return entry.finished ? {customer: 0, day: 0, offset: 0} : entry.at
  }

  #leaveOut(): void {
    const {skipped} = this.walk
    for (const {customer} of this.unread) skipped.add(customer)
    if (!this.only) return
    const wanted = new Set(this.only)
    for (let index = 0; index < this.head.customers.length; index++) {
      if (!wanted.has(index)) skipped.add(index)
    }
  }

  async #read(start: Place): Promise<void> {
    const {rows, requests} = writers[this.query.format].checkpoint
    let rowsSince = 0
    let pagesSince = 0
    let before = isInside(start) ? start.customer : -1
    for await (const {page, index, customer: owner, next, last} of this.walk.pagesFrom(start)) {
      if (index !== before) this.duplicates.forget()
      before = index
      this.#inARow = 0
      const facts = this.#facts(owner, page.currency ?? '')
      this.totals.add(page, facts.currency, owner)
      this.duplicates.add(page, owner.customer_id)
      await this.router.write(this.parts, page, facts, owner)
      if (last) await this.router.customerDone(this.parts, owner)
      await this.parts.flush()
      rowsSince += page.rows
      pagesSince++
      if (rowsSince >= rows || pagesSince >= requests) {
        await this.#checkpoint(next)
        rowsSince = 0
        pagesSince = 0
      }
      this.#tell(next.customer, owner)
    }
  }

  #known: Facts | undefined

  /** What is known of the rows; the same object as long as it says the same. */
  #facts(owner: BilledCustomer, currency: string): Facts {
    const {account_name, indirect_partner_id, reseller_account} = owner
    const isSame =
      this.#known?.currency === currency &&
      this.#known.account_name === account_name &&
      this.#known.xreseller_id === indirect_partner_id
    if (!this.#known || !isSame) {
      const {cycle, site, partner_id, detail} = this.query
      this.#known = {
        bill_cycle: cycle,
        currency,
        account_name,
        xreseller_id: indirect_partner_id,
        xreseller_account: reseller_account,
        site,
        partner_id,
        detail,
        is_final: String(this.head.final),
      }
    }
    return this.#known
  }

  async #checkpoint(at: Place): Promise<void> {
    if (!this.journal) {
      await this.parts.checkpoint()
      return
    }
    await this.router.roll(this.parts)
    const {states, sync} = await this.parts.checkpoint()
    const duplicates = this.duplicates.written(isInside(at))
    this.#last = {
      at,
      parts: states,
      totals: this.totals.written(),
      duplicates: duplicates.state,
      unread: [...this.unread],
      byDay: [...this.walk.byDay],
      sequence: this.router.sequence,
      only: this.only,
    }
    this.journal.add(this.#last, async () => {
      await sync()
      await duplicates.sync()
    })
  }

  #last: Entry | undefined

  /** Goes back to a state before the trouble, and around it. Throws what nothing can be done about. */
  async #recover(error: unknown): Promise<Place> {
    if (error instanceof Moved) {
      const moves = (this.moves.get(error.customer) ?? 0) + 1
      this.moves.set(error.customer, moves)
      if (moves >= MOVES) {
        this.#giveUp(
          error.customer,
          new Failure('failed', 'its records changed each time they were read', {next: ['Try again later']}),
        )
      } else if (moves > 1 && this.walk.canSplit(error.customer)) this.walk.byDay.add(error.customer)
      return this.#back(error.customer)
    }
    if (error instanceof Unreadable) {
      this.#giveUp(error.customer, error.failure)
      if (error.pages > 0) return this.#back(error.customer)
      return {customer: error.customer + 1, day: 0, offset: 0}
    }
    throw error
  }

  #giveUp(customer: number, failure: Failure): void {
    // The same for everybody is nobody's in particular: the network is gone, or the profile's key is not good any
    // more.
    const everywhere = failure.outcome === 'unavailable' || failure.status === 401
    this.#inARow = everywhere ? this.#inARow + 1 : 0
    this.#firstFailure ??= failure
    if (this.#inARow >= 3) throw failure
    const {customer_id, account_name} = this.head.customers[customer]!
    this.unread.push({customer, customer_id, account_name, reason: failure.message, next: failure.next})
    this.walk.skipped.add(customer)
  }

  /** Customers that failed one after the other for a reason that may be everybody's. */
  #inARow = 0
  #firstFailure: Failure | undefined

  async #back(customer: number): Promise<Place> {
    const {unread, target} = this
    if (!this.journal) {
      const {account_name, customer_id} = this.head.customers[customer]!
      throw new Failure('failed', `the records of ${account_name || customer_id} changed while they went to stdout`, {
        next: ['Export to a file with --out: there, such records are read again'],
      })
    }
    await this.journal.settled()
    const byDay = [...this.walk.byDay]
    const place = await this.#goOn(Journal.read<Head, Entry>(target.journal)!, customer)
    this.unread = unread
    for (const index of byDay) this.walk.byDay.add(index)
    this.#leaveOut()
    return place
  }

  async #finish(): Promise<void> {
    const {customers} = this.head
    // When only those are read again that failed before, the others are there already.
    if (this.#firstFailure && !this.only && this.unread.length === customers.length) throw this.#firstFailure
    await this.router.begin(this.parts)
    this.#checkForeign()
    await this.#checkpoint({customer: customers.length, day: 0, offset: 0})
    await this.parts.finishAll()
    const {sync} = await this.parts.checkpoint()
    await this.journal?.settled()
    await sync()
    await this.parts.close()
  }

  /** A member whose records stand in its master's answer, and who was asked as well, would be there twice. */
  #checkForeign(): void {
    const asked = new Set(this.head.customers.map(({customer_id}) => customer_id))
    const twice = this.totals.foreign.filter(one => asked.has(one.customer_id))
    if (twice.length === 0) return
    throw new Failure('refused', `${counted(twice.length, 'customer')} would be there twice: as members of another`, {
      next: [
        ...twice.slice(0, 10).map(foreignText),
        'Ask each customer for its own records only: add --whose own --restart',
      ],
      details: twice,
    })
  }

  #manifest(): Manifest {
    const {head, duplicates, totals} = this
    const now = this.request.clock?.() ?? new Date()
    const {count, examples} = duplicates
    return {
      manifest: 1,
      tool: head.tool,
      run: this.only ? runName(now) : head.run,
      started: head.started,
      finished: now.toISOString(),
      query: head.query,
      owner: this.owner,
      state: head.final ? 'final' : 'estimate',
      records: totals.records,
      sums: totals.amounts,
      files: this.parts.finished(),
      customers: totals.customers,
      unread: this.unread.map(({customer_id, account_name, reason, next}) => ({
        customer_id,
        account_name,
        reason,
        next,
      })),
      duplicates: {count, examples: [...examples]},
      method: apiSources[this.query.source]?.hasMethod && (this.query.method ?? 'all'),
      remarks: [
        ...(head.doubt ? [`not final: ${head.doubt}`] : []),
        ...this.walk.remarks,
        ...totals.foreign.slice(0, 10).map(foreignText),
      ],
    }
  }

  /** Puts everything in its place, and says what there is. */
  async #publish(manifest: Manifest): Promise<ExportResult> {
    const {target} = this
    let corrections: Corrections | undefined
    if (target.kind !== 'stream') {
      if (this.journal) {
        this.journal.add(
          {...this.#last!, parts: {}, totals: {services: [], customers: []}, finished: manifestText(manifest)},
          async () => {},
        )
        await this.journal.settled()
        await this.journal.close()
      }
      corrections = await publish(target, manifest, this.owner)
    }
    const {query, state, records, sums, files, unread, duplicates, remarks} = manifest
    return {
      site: query.site,
      cycle: query.cycle,
      shard: query.shard,
      final: state === 'final',
      customers: this.request.file ? this.#customersSeen : this.head.customers.length - unread.length,
      records,
      amounts: sums,
      services: this.totals.services,
      path: target.path,
      files,
      manifest: target.manifestPath,
      unread,
      duplicates,
      remarks,
      corrections,
      resumed: this.resumed,
      retried: this.only?.length,
      seconds: (Date.now() - this.started) / 1000,
      brake: this.#brake(),
    }
  }

  /** A customer with bills in two currencies is one. */
  get #customersSeen(): number {
    return new Set(this.totals.customers.map(({customer_id}) => customer_id)).size
  }

  #brake(): Brake {
    const waited = this.walk?.waited
    if (!waited || waited.throttle + waited.network < (Date.now() - this.started) / 3) return 'none'
    return waited.throttle > waited.network ? 'throttle' : 'network'
  }

  #tell(customers: number, owner: BilledCustomer): void {
    this.onProgress({
      customers,
      ofCustomers: this.head.customers.length,
      records: this.totals.records,
      pages: this.walk.pages,
      requests: this.walk.requests,
      seconds: (Date.now() - this.started) / 1000,
      customer: owner.account_name || owner.customer_id,
      brake: this.#brake(),
    })
  }
}

const foreignText = ({account_name, asked, customer_id, records}: Foreign): string =>
  `${counted(records, 'record')} in the answer of ${account_name || asked} ${records === 1 ? 'is' : 'are'} of customer ${customer_id}`

/** Whether a part of the customer's records stands before a place. */
const isInside = ({day, offset}: Place): boolean => day > 0 || offset > 0

const isBehind = (at: Place, customer: number): boolean =>
  at.customer > customer || (at.customer === customer && isInside(at))
