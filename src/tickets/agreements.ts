// Agreements: the API wants the latest one signed before a ticket is created, and before access is granted.
import type {Api} from '../api/client.js'
import type {Output} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'
import type {Scope} from './act.js'
import {plainText} from './rich-text.js'

export const CREATION = '0'
export const AUTHORIZATION = '2'
export type AgreementType = '0' | '1' | '2'

export type Agreement = NonNullable<Output<'ShowLatestPublishedAgreement'>['case_agreement']>

/** Decides whether an agreement is signed: a person who reads it, or a flag. */
export type Accept = (agreement: Agreement) => Promise<boolean>

export async function latestAgreement(api: Api, agreement_type: AgreementType, {as}: Scope): Promise<Agreement> {
  const {case_agreement} = await api.call('ShowLatestPublishedAgreement', {agreement_type}, {as})
  // The id is signed as a number.
  if (!case_agreement?.id || !/^\d{1,15}$/.test(case_agreement.id))
    throw new Failure('not-found', 'there is no published agreement of this type')
  return {...case_agreement, content: plainText(case_agreement.content ?? '')}
}

/** Signs an agreement. Returns the number of the signature. */
export async function sign(
  api: Api,
  type: AgreementType,
  agreement: Agreement,
  relation_id: string | undefined,
  {as}: Scope,
): Promise<number | undefined> {
  const check = commandLine`ticket agreement show --type ${type}`
  const answer = await api.call('SignPublishedAgreement', {id: Number(agreement.id), relation_id}, {as, check})
  return answer.agreement_signed_record_id
}

/** Makes sure that the latest agreement of a type is signed. Throws a Failure that says how, when nobody accepts it. */
export async function signedAgreement(
  api: Api,
  type: AgreementType,
  accept: Accept,
  scope: Scope,
  relation?: string,
): Promise<void> {
  const {is_signed_latest} = await api.call(
    'ShowSignedLatestPublishedAgreement',
    {agreement_type: type},
    {as: scope.as},
  )
  if (is_signed_latest) return
  const agreement = await latestAgreement(api, type, scope)
  if (!(await accept(agreement))) {
    throw new Failure('refused', `"${agreement.agreement_name}" (version ${agreement.version}) is not signed yet`, {
      next: [
        commandLine`ticket agreement show --type ${type}`,
        commandLine`ticket agreement sign --type ${type}`,
        'or add --accept-agreement to this command',
      ],
    })
  }
  await sign(api, type, agreement, relation, scope)
}
