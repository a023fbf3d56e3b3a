// multipart/form-data, as far as uploads of attachments need it.

/** An uploaded file. */
export interface UploadedFile {
  filename: string
  contentType: string
  bytes: Buffer
}

/** Text fields as text, files as {@link UploadedFile}. */
export type MultipartForm = Record<string, string | UploadedFile>

/** Reads a form. Throws a SyntaxError for what is none. */
export function readMultipart(contentType: string, body: Buffer): MultipartForm {
  const boundary = /^multipart\/form-data\b.*\bboundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType)
  if (!boundary) throw new SyntaxError('content type is not multipart/form-data with a boundary')
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const form: MultipartForm = Object.create(null)
  let at = body.indexOf(mark)
  if (at < 0) throw new SyntaxError('the boundary is not in the body')
  for (;;) {
    const start = at + mark.length
    if (body.subarray(start, start + 2).toString() === '--') return {...form}
    const next = body.indexOf(mark, start)
    if (next < 0) throw new SyntaxError('the last boundary is missing')
    const split = body.indexOf('\r\n\r\n', start)
    if (split < 0 || split > next) throw new SyntaxError('a part has no headers')
    addPart(form, body.subarray(start + 2, split).toString(), body.subarray(split + 4, next - 2))
    at = next
  }
}

function addPart(form: MultipartForm, headers: string, bytes: Buffer): void {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1]
  const name = disposition && /;\s*name="([^"]*)"/.exec(disposition)?.[1]
  if (!name) throw new SyntaxError('a part has no name')
  if (Object.hasOwn(form, name)) throw new SyntaxError(`the part ${name} is there twice`)
  const filename = /;\s*filename="([^"]*)"/.exec(disposition)?.[1]
  const contentType = /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1] ?? 'text/plain'
  form[name] = filename === undefined ? bytes.toString() : {filename, contentType, bytes}
}
