import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {formFlags, writeFlags} from '../../cli/flags.js'
import {acceptance} from '../../cli/topics/ticket/agreement.js'
import {draftFlags, draftQuestions, type FileDraft, readDraft, readDraftFile} from '../../cli/topics/ticket/draft.js'
import {attachFlags} from '../../cli/topics/ticket/flags.js'
import {contactQuestions, noticeFlags, readNotices} from '../../cli/topics/ticket/notices.js'
import {uploadProgress} from '../../cli/topics/ticket/uploads.js'
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'
import {readFiles, readLimits} from '../../tickets/attachments.js'
import {compose} from '../../tickets/compose.js'
import {type Created, createTicket} from '../../tickets/create.js'
import {refuseSecrets} from '../../tickets/reply.js'

export default class TicketCreate extends PartnerCommand<Created> {
  static override summary = 'Create a ticket, as yourself or as a customer'
  static override description =
    `On a terminal what is missing is asked for: product, problem type, severity, region, the template's questions, files and contacts.
Elsewhere flags or --file (YAML or JSON with the names of the flags; answers and parameters as maps) say it all. The template of the problem type is
only text that a description should answer; the answers are checked before anything is sent.`
  static override examples = [
    '<%= config.bin %> ticket create --profile sandbox',
    `<%= config.bin %> ticket create --customer CUSTOMER --product ECS --problem "cannot be used" --region ap-southeast-3 --param resource_id=i-1 \\
    --answer resource=i-1 --answer start="07:40 UTC" --answer symptom="SSH times out" --answer business=none --answer changes=none --attach trace.log --profile sandbox`,
    '<%= config.bin %> ticket create --file ticket.yaml --accept-agreement --profile sandbox',
  ]
  static override operations: OperationId[] = ['CreateCases']
  static override flags = {
    ...draftFlags,
    file: Flags.string({char: 'f', summary: 'the ticket as a YAML or JSON file', helpValue: 'FILE'}),
    ...attachFlags,
    attachment: Flags.string({
      summary: 'attachment (id) that is uploaded already; repeat it for several',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'ID',
    }),
    ...noticeFlags,
    code: Flags.string({summary: 'code that was sent to a new contact', helpValue: 'CODE'}),
    'accept-agreement': Flags.boolean({summary: 'sign the ticket agreement if that is still to be done'}),
    'plain-secret': Flags.boolean({summary: 'send a text that looks as if it told a password'}),
    ...customerFlag,
    'dry-run': writeFlags['dry-run'],
    ...formFlags,
  }

  async run(): Promise<Created> {
    const {flags} = await this.parse(TicketCreate)
    const file: FileDraft = flags.file ? await readDraftFile(flags.file) : {}
    const draft = await readDraft(flags, file)
    const {fields, contacts, copies} = readNotices({...file, ...given(flags)})
    const allow = (text: string) => flags['plain-secret'] || refuseSecrets(text, 'TICKET')
    for (const text of [draft.description ?? '', ...Object.entries(draft.answers).map(one => one.join(': '))])
      allow(text)
    const isWhole = draft.product && draft.problem && (draft.description || Object.keys(draft.answers).length > 0)
    const scope = {as: await (isWhole ? this.customer(false) : this.customerOrSelf())}
    const limits = await readLimits(this.api, scope)
    const files = readFiles(flags.attach ?? file.attach ?? [], limits)
    await this.checkCopies(copies, scope.as)
    const {input, facts} = await compose(this.api, draft, draftQuestions(this.prompts, allow), scope)
    allow(input.simple_description)
    const progress = files.length > 0 && !flags['dry-run'] ? await this.progress('') : undefined
    const created = await createTicket(
      this.api,
      {...input, ...fields},
      {
        ...scope,
        files,
        accessories: flags.attachment ?? [],
        base64: flags.base64,
        contacts,
        code: flags.code,
        accept: acceptance(this.prompts, flags['accept-agreement'], text => this.note(text)),
        askCode: contactQuestions(this.prompts, this.api, text => this.note(text)),
        rehearsal: flags['dry-run'],
        onFile: progress && uploadProgress(progress, files),
      },
    )
    progress?.stop()
    const id = created.incident_id
    await this.present(created, {
      columns: [
        {name: 'incident_id', label: 'ticket'},
        {
          name: 'about',
          value: () => `${facts.product.incident_product_category_name}, ${facts.problem.business_type_name}`,
        },
        ...(created.customer_id ? [{name: 'customer_id', label: 'customer'}] : []),
        ...(created.accessory_ids.length > 0
          ? [{name: 'accessory_ids', label: 'attachments', text: (row: Created) => row.accessory_ids.join(', ')}]
          : []),
        ...(created.console ? [{name: 'console'}] : []),
      ],
    })
    this.done(
      `Created ${id}; an engineer will accept it`,
      commandLine`ticket watch ${id} --wait-for closed    tells what happens`,
      commandLine`ticket show ${id}`,
      commandLine`ticket urge ${id}    when it takes long`,
    )
    return created
  }

  /** Too many copies would be refused after everything else was done. */
  private async checkCopies(copies: string[], as?: string): Promise<void> {
    if (copies.length === 0) return
    const limits = await this.api.aside('limits of copies', () => this.api.call('ListCaseLimits', {}, {as}))
    const most = limits?.config?.create_case_ccemail_max_count
    if (most && copies.length > most) throw usage(`${copies.length} copies; at most ${most} are allowed`)
  }
}

/** Flags that were given: an absent one must not hide what the file says. */
const given = <T extends object>(flags: T): Partial<T> =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as Partial<T>
