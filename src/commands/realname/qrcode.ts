import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {qrCode} from '../../cli/output/qr.js'
import type {View} from '../../cli/output/view.js'

interface QrCode {
  customer_id: string
  qr_code_url: string
}

const view: View<QrCode> = {
  columns: [
    {name: 'customer_id', label: 'customer'},
    {name: 'qr_code_url', label: 'address'},
  ],
  screen: async row => `${await qrCode(row.qr_code_url)}\n${row.qr_code_url}\n`,
}

export default class RealnameQrcode extends PartnerCommand<QrCode> {
  static override summary = 'Show a QR code with which a customer verifies itself by its face'
  static override description = 'The code is good once, and for ten minutes.'
  static override examples = ['<%= config.bin %> realname qrcode --customer indigo-home-02 --profile sandbox']
  static override operations: OperationId[] = ['ShowRealNameAuthQrCode']
  static override flags = {...customerFlag}

  async run(): Promise<QrCode> {
    await this.parse(RealnameQrcode)
    const customer_id = await this.customer()
    const {qr_code_url = ''} = await this.api.call('ShowRealNameAuthQrCode', {}, {as: customer_id})
    return this.present({customer_id, qr_code_url}, view)
  }
}
