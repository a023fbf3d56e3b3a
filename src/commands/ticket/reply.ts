import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, optionalArgument, writeFlags} from '../../cli/flags.js'
import {editText} from '../../cli/input/editor.js'
import {readText} from '../../cli/input/text-input.js'
import {attachFlags, scopeFlags} from '../../cli/topics/ticket/flags.js'
import {messageLines} from '../../cli/topics/ticket/screen.js'
import {uploadProgress} from '../../cli/topics/ticket/uploads.js'
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'
import {readFiles, readLimits} from '../../tickets/attachments.js'
import {readTicket} from '../../tickets/conversation.js'
import {type Reply, refuseSecrets, reply} from '../../tickets/reply.js'
import {statusWord} from '../../tickets/rules.js'

export default class TicketReply extends PartnerCommand<Reply> {
  static override summary = 'Add a message to a ticket'
  static override description =
    `The text is the argument, - for stdin, @FILE, or written in $EDITOR when it is absent. Passwords and keys do not belong in messages:
ticket authorize grant hands them over in confidence.`
  static override examples = [
    '<%= config.bin %> ticket reply TICKET "It happened again at 07:40 UTC" --attach trace.log --profile sandbox',
    'dmesg | tail -50 | <%= config.bin %> ticket reply TICKET - --profile sandbox',
  ]
  static override operations: OperationId[] = ['CreateMessages']
  static override args = {ticket: argument('ticket id'), text: optionalArgument('the message; - for stdin, @FILE')}
  static override flags = {
    ...attachFlags,
    attachment: Flags.string({
      summary: 'attachment (id) that is uploaded already; repeat it for several',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'ID',
    }),
    'plain-secret': Flags.boolean({summary: 'send a text that looks as if it told a password'}),
    ...scopeFlags,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Reply> {
    const {args, flags} = await this.parse(TicketReply)
    const scope = {as: await this.customer(false), group: flags.group}
    const text =
      args.text === undefined ? await this.written(args.ticket, scope) : await readText(args.text, 'the message')
    if (text.trim() === '') throw usage('the message is empty; nothing was sent')
    if (!flags['plain-secret']) refuseSecrets(text, args.ticket)
    const paths = flags.attach ?? []
    const files = paths.length > 0 ? readFiles(paths, await readLimits(this.api, scope)) : []
    const progress = files.length > 0 ? await this.progress('') : undefined
    const options = {
      ...scope,
      // A rehearsal uploads nothing.
      files: flags['dry-run'] ? [] : files,
      accessories: flags.attachment ?? [],
      base64: flags.base64,
      onFile: progress && uploadProgress(progress, files),
    }
    const result = await reply(this.api, args.ticket, text, options)
    progress?.stop()
    const withdraw = result.message_id
      ? [commandLine`ticket recall ${args.ticket} ${result.message_id}    withdraws it`]
      : []
    this.done(`Sent; ${args.ticket} is ${statusWord(result.status)}`, ...withdraw)
    return this.present(result, {
      columns: [
        {name: 'incident_id', label: 'ticket'},
        {name: 'message_id', label: 'message'},
        {name: 'status', text: row => statusWord(row.status)},
      ],
    })
  }

  /** The text as it is written in the editor, with the last message before one's eyes. */
  private async written(ticket: string, scope: {as?: string; group?: string}): Promise<string> {
    if (!this.prompts.mayAsk)
      throw usage('the text is missing', 'Give it as the second argument, - for stdin, or @FILE')
    const {message_list = []} = await readTicket(this.api, ticket, scope)
    const last = message_list.at(-1)
    const notes = last ? messageLines(last, 100) : []
    return editText('', [`Reply to ${ticket}. Lines that begin with "#:" are not sent.`, ...notes])
  }
}
