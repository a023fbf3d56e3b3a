// Upload and download of attachments.
import {type Call, RawBody, type Topic} from '../../call.js'
import type {UploadedFile} from '../../wire/multipart.js'
import {badValue} from './desk.js'
import {imageTypeOf, keepFile, readFile, readFormData, removeFile, zipOf} from './files.js'
import {sealLink} from './links.js'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export const attachments = {
  UploadAccessory(call) {
    const {file, form_data} = call.input as unknown as {file: UploadedFile | string; form_data: string}
    if (typeof file === 'string') throw badValue('file', 'not a file')
    const {fileName, accessoryFrom} = readFormData(form_data)
    return {accessory_id: call.store.write(() => keepFile(call, fileName, accessoryFrom, file.bytes))}
  },

  UploadJsonAccessories(call) {
    const {accessory_name, accessory_from, accessory_data} = call.input
    const text = accessory_data.replace(/\s/g, '')
    if (!BASE64.test(text)) throw badValue('accessory_data', 'not Base64')
    const bytes = Buffer.from(text, 'base64')
    return {accessory_id: call.store.write(() => keepFile(call, accessory_name, accessory_from, bytes))}
  },

  DeleteAccessories(call) {
    removeFile(call, call.input.accessory_id)
    return {}
  },

  DownloadAccessories(call) {
    const files = call.input.accessory_id.split(',').map(id => readFile(call, id.trim()))
    const name = files.length === 1 ? files[0]!.name : 'attachments.zip'
    call.header('content-disposition', disposition(name))
    return new RawBody(files.length === 1 ? files[0]!.bytes : zipOf(files), 'application/octet-stream')
  },

  DownloadImages(call) {
    const {name, bytes} = readFile(call, call.input.accessory_id)
    call.header('content-disposition', disposition(name))
    return new RawBody(bytes, imageTypeOf(name))
  },

  ListAccessoryAccessUrls: call => ({
    accessory_urls: call.input.accessory_ids.map(id => {
      const {name} = readFile(call, id)
      return {accessory_id: id, accessory_name: name, accessory_url: linkTo(call, id)}
    }),
  }),

  ShowDownloadAccessoryUrl(call) {
    readFile(call, call.input.accessory_id)
    return {accessory_url: linkTo(call, call.input.accessory_id)}
  },
} satisfies Topic

/** The name as it was given: a client must not trust it. */
const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(Buffer.from(name).toString())}`

const linkTo = (call: Call<unknown>, id: string): string => `${call.origin}/sandbox/files/${sealLink(call, id)}`
