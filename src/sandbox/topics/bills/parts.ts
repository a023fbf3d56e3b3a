// What records say about the part of a resource that they are for.
import type {Entry} from '../../bills/entries.js'
import type {Names, Part} from '../../bills/naming.js'
import type {Call} from '../../call.js'
import {resourceTypeName, serviceName} from '../../world/catalogue.js'

/** The part as records name it. */
export function partFields(language: Call['language'], part: Part | null) {
  return {
    sub_service_type_code: part?.service ?? null,
    sub_service_type_name: part && serviceName(part.service, language),
    sub_resource_type_code: part?.resource ?? null,
    sub_resource_type_name: part && resourceTypeName(part.resource, language),
    sub_resource_id: part?.id ?? null,
    sub_resource_name: part?.name ?? null,
  }
}

/** Which resource the part belongs to. */
export function relationsOf(names: Names, thing: Entry['thing']) {
  const part = names.part(thing)
  const whole = names.resourceId(thing)
  if (!part || whole === null) return null
  const relation = (relative_type: 'PARENT' | 'ROOT') => ({relative_resource_id: whole, relative_type})
  return {self_resource_id: part.id, relation_infos: [relation('PARENT'), relation('ROOT')]}
}
