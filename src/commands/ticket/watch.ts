import {setTimeout as sleep} from 'node:timers/promises'
import {Flags} from '@oclif/core'
import {ownerOf} from '../../api/owner.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argumentList} from '../../cli/flags.js'
import {execFlag} from '../../cli/hook.js'
import {parseWait} from '../../cli/input/durations.js'
import {jsonText} from '../../cli/output/output.js'
import {currentRun} from '../../cli/run.js'
import {scopeFlags} from '../../cli/topics/ticket/flags.js'
import {eventLine} from '../../cli/topics/ticket/screen.js'
import {lockMemory, openMemory, WatchOutlet} from '../../cli/topics/ticket/watch-outlet.js'
import {Failure, type Outcome, usage} from '../../failure.js'
import {ENDED, TO_CONFIRM, TO_FEED_BACK} from '../../tickets/rules.js'
import {type TicketEvent, Watch} from '../../tickets/watch.js'

/** What `--wait-for` waits for: a ticket in one of these, or one that has ended. */
const goals = {closed: ENDED, answered: [...ENDED, TO_CONFIRM], asked: [...ENDED, TO_FEED_BACK]}
const isReached = (statuses: Map<string, number | undefined>, goal: keyof typeof goals) =>
  statuses.size > 0 && [...statuses.values()].every(status => goals[goal].some(one => one === status))

/** Longest pause when the API cannot be reached, seconds. */
const LONGEST = 300
/** A day, milliseconds. */
const LONGEST_INTERVAL = 86_400_000

export default class TicketWatch extends PartnerCommand<void> {
  static override summary = 'Follow tickets: tell what is new, each thing once'
  static override description =
    `Follows the tickets that are named, or all that are open. What was told is remembered on disk: after a restart nothing is missed and nothing is
repeated. Only the event that was being told when the program was killed can come twice; it is marked "again": true then, and every event has an id.
The first watch begins with what is new from then on; --history tells what is there, too. With -o json an event is one JSON line. --exec gets
the same line on stdin; when it fails, the event is tried again. Ctrl-C ends it.`
  static override examples = [
    '<%= config.bin %> ticket watch TICKET --wait-for closed --profile sandbox',
    '<%= config.bin %> ticket watch -o json --exec ./notify.sh --profile sandbox',
    '<%= config.bin %> ticket watch --once --customer CUSTOMER --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListNewInstantMessages']
  static exits: Outcome[] = ['unavailable', 'interrupted', 'terminated']
  static override args = {tickets: argumentList('ticket ids; all that are open when absent', false)}
  static override flags = {
    once: Flags.boolean({summary: 'look once and end, for cron', exclusive: ['wait-for']}),
    'wait-for': Flags.option({
      summary: 'end when every ticket is',
      options: ['closed', 'answered', 'asked'] as const,
    })(),
    interval: Flags.string({summary: 'time between two looks', default: '30s', helpValue: 'TIME'}),
    exec: execFlag('event'),
    history: Flags.boolean({summary: 'tell what is there before the first look, too'}),
    cursor: Flags.string({summary: 'name of the memory, for several watches of the same', helpValue: 'NAME'}),
    ...scopeFlags,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(TicketWatch)
    const json = flags.output === 'json' || flags.output === 'jsonl'
    if (!json && flags.output !== 'table') throw usage('events come as lines or as JSON', 'Use -o json')
    const interval = parseWait(flags.interval, '--interval', {most: LONGEST_INTERVAL}) / 1000
    const ids = [...new Set(args.tickets ?? [])].sort()
    const as = await this.customer(false)
    const about = [as ?? '', flags.group ?? '', ...ids]
    const {path, memory} = openMemory(flags.cursor, about, await ownerOf(this.api))
    const release = lockMemory(path)
    try {
      const width = Math.max(40, process.stdout.columns || 200)
      const line = (event: TicketEvent) => (json ? jsonText(event) : eventLine(event, width))
      const outlet = new WatchOutlet({path, line, json, exec: flags.exec})
      const watch = new Watch(this.api, {ids, as, group: flags.group, history: flags.history}, memory, outlet)
      if (flags.once) await watch.look()
      else await this.follow(watch, interval, flags['wait-for'])
    } catch (error) {
      // A reader that has seen enough closes the pipe: that is no error, and what it has not seen is told next time.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    } finally {
      release()
    }
  }

  private async follow(watch: Watch, interval: number, until: keyof typeof goals | undefined): Promise<void> {
    let failures = 0
    let begun = false
    for (;;) {
      let pause = interval
      try {
        const statuses = await watch.look()
        if (failures > 0) this.note('The API answers again')
        failures = 0
        if (until && isReached(statuses, until)) return
        if (!begun)
          this.done(`Following ${statuses.size} ${statuses.size === 1 ? 'ticket' : 'tickets'}; Ctrl-C ends it`)
        begun = true
      } catch (error) {
        if (currentRun().signal.aborted) return this.end(until)
        // What does not depend on the ticket goes by; anything else is the end.
        const {outcome, message} = error as Failure
        if (!(error instanceof Failure) || (outcome !== 'unavailable' && !message.startsWith('--exec'))) throw error
        pause = Math.min(LONGEST, interval * 2 ** Math.min(++failures, 10))
        this.note(`${message}; looks again in ${Math.round(pause)} s`)
      }
      await sleep(pause * 1000, undefined, {signal: currentRun().signal}).catch(() => {})
      if (currentRun().signal.aborted) return this.end(until)
    }
  }

  /**
   * A watch without an end of its own is ended by whoever started it; one that waited for something has not seen it.
   */
  private end(until: string | undefined): void {
    if (until) throw currentRun().signal.reason
  }
}
