// The signature AWS4-HMAC-SHA256 of S3 requests, checked over the request as it came in.
import {createHash, createHmac, timingSafeEqual} from 'node:crypto'
import {CLOCK_SKEW_MS} from '../auth/auth.js'
import {parseSdkDate, type SignedRequest} from '../auth/signature.js'

const HEADER =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/s3\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Why a request is refused; undefined when its signature holds. `times` are the moments that count as now. */
export function refuseAws(
  request: SignedRequest,
  secretOf: (access: string) => string | undefined,
  times: number[],
): {code: string; message: string} | undefined {
  const match = HEADER.exec(String(request.headers.authorization ?? '').trim())
  if (!match) return {code: 'AccessDenied', message: 'Access Denied'}
  const [, access, day, region, names, signature] = match as unknown as [string, string, string, string, string, string]
  const secret = secretOf(access)
  if (secret === undefined) {
    return {code: 'InvalidAccessKeyId', message: 'The access key does not exist, or may not open this bucket.'}
  }
  const date = String(request.headers['x-amz-date'] ?? '')
  const time = parseSdkDate(date)
  if (time === undefined || !date.startsWith(day) || !times.some(now => Math.abs(now - time) <= CLOCK_SKEW_MS)) {
    return {
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the server time is too large.',
    }
  }
  const declared = String(request.headers['x-amz-content-sha256'] ?? '')
  if (declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256(request.body)) {
    return {code: 'XAmzContentSHA256Mismatch', message: 'x-amz-content-sha256 is not the hash of the body.'}
  }
  const headers = names.split(';')
  if (!headers.includes('host') || !headers.includes('x-amz-date')) {
    return {code: 'AccessDenied', message: 'host and x-amz-date must be signed.'}
  }
  const canonical = [
    request.method,
    request.path,
    request.query.split('&').filter(Boolean).map(withValue).sort().join('&'),
    ...headers.map(
      name =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    names,
    declared,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
  const expected = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`)
  if (timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return undefined
  return {code: 'SignatureDoesNotMatch', message: 'The request signature does not match the signature provided.'}
}

const withValue = (pair: string) => (pair.includes('=') ? pair : `${pair}=`)
