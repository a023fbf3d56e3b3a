import {Flags} from '@oclif/core'
import type {View} from '../../cli/output/view.js'
import {SandboxCommand, serverFlag} from '../../cli/topics/sandbox/command.js'
import {isReceiver} from '../../cli/topics/sandbox/receiver.js'
import {counted} from '../../counted.js'

interface Letter {
  at: string
  to: string
  about: string
  account: string
  account_name?: string
  text: string
  code?: string
  good_until?: string
}

const view: View<Letter> = {
  empty: 'Nothing was sent yet\n  partnerctl customer send-code --help',
  columns: [
    {name: 'at', label: 'AT (UTC)'},
    {name: 'to'},
    {name: 'about'},
    {name: 'code'},
    {name: 'text', kind: 'text'},
    {name: 'good_until', extra: true},
    {name: 'account', extra: true},
    {name: 'account_name', extra: true},
  ],
  spare: ['about', 'to'],
}

export default class SandboxInbox extends SandboxCommand<Letter[]> {
  static override summary = 'Show codes and mails that a platform would have sent'
  static override description =
    `Verification codes, news of associations and real-name reviews, answers to tickets. Nothing leaves the sandbox. What is
still to come is there with its time; sandbox clock --advance makes it come sooner.`
  static override examples = [
    '<%= config.bin %> sandbox inbox',
    '<%= config.bin %> sandbox inbox --to owner@example.com -o json',
  ]
  static override flags = {
    server: serverFlag,
    to: Flags.string({summary: 'only what went to this address, number or account', helpValue: 'RECEIVER'}),
  }

  async run(): Promise<Letter[]> {
    const {flags} = await this.parse(SandboxInbox)
    const {letters} = await this.admin<{letters: Letter[]}>('GET', '/inbox')
    const {to} = flags
    if (to === undefined) return this.present(letters, view)
    const wanted = letters.filter(letter =>
      [letter.to, letter.account, letter.account_name ?? ''].some(receiver => isReceiver(to, receiver)),
    )
    const empty = `Nothing was sent to ${to}${letters.length > 0 ? `; to others: ${counted(letters.length, 'message')}` : ''}`
    return this.present(wanted, {...view, empty})
  }
}
