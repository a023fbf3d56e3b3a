// What can be bought: services, resource types, specifications, usage types, units.

import type {Topic} from '../../call.js'
import {monthOf, parseCycle} from '../../state/calendar.js'
import {hashText, mix} from '../../state/random.js'
import {badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {catalogue, type Language, nameOf, resourceTypeName, serviceName} from '../../world/catalogue.js'
import {offers} from '../prices/state.js'

/** Measurement types that only some sites have, as in the contract. */
const chinaOnly = new Set([24, 82, 98, 109, 110])

export const productsTopic = {
  ListServiceTypes(call) {
    const wanted = call.input.service_type_name?.toLowerCase()
    const found = catalogue()
      .service_types.map(s => ({
        service_type_name: nameOf(s, call.language) || s.code,
        service_type_code: s.code,
        abbreviation: s.abbreviation,
      }))
      .filter(s => wanted === undefined || s.service_type_name.toLowerCase().includes(wanted))
    return {total_count: found.length, service_types: page(found, call.input)}
  },

  ListResourceTypes(call) {
    const found = catalogue().resource_types
    return {
      total_count: found.length,
      resource_types: page(found, call.input).map(r => ({
        resource_type_code: r.code,
        resource_type_name: nameOf(r, call.language) || r.code,
        resource_type_desc: descriptionOf(r.code, call.language),
        service_type_code: r.service_code,
      })),
    }
  },

  ListServiceResources(call) {
    const found = catalogue().resource_types.filter(r => r.service_code === call.input.service_type_code)
    return {
      total_count: found.length,
      infos: page(found, call.input).map(r => ({
        basic_info: {
          resource_type_code: r.code,
          product_owner_service: r.service_code,
          name: nameOf(r, call.language) || r.code,
          description: descriptionOf(r.code, call.language),
        },
      })),
    }
  },

  ListUsageTypes(call) {
    const {resource_type_code} = call.input
    const found = catalogue().usage_types.filter(
      u => !resource_type_code || u.resource_type_code === resource_type_code,
    )
    return {
      total_count: found.length,
      usage_types: page(found, call.input).map(u => {
        const service = serviceOf(u.resource_type_code)
        return {
          code: u.code,
          name: nameOf(u, call.language) || u.code,
          resource_type_code: u.resource_type_code,
          service_type_code: service,
          resource_type_name: resourceTypeName(u.resource_type_code, call.language) || u.resource_type_code,
          service_type_name: serviceName(service, call.language) || service,
        }
      }),
    }
  },

  ListMeasureUnits(call) {
    return {
      measure_units: catalogue()
        .measure_units.filter(u => u.measure_type !== null && (call.site === 'cn' || !chinaOnly.has(u.measure_type)))
        .map(u => ({
          measure_id: u.measure_id,
          measure_name: nameOf(u, call.language),
          abbreviation: u.abbreviation,
          measure_type: u.measure_type as 1,
        })),
    }
  },

  ListConversions(call) {
    const {measure_type} = call.input
    return {
      conversions: catalogue()
        .conversions.filter(c => measure_type === undefined || c.measure_type === measure_type)
        .map(c => ({
          measure_id: c.measure_id,
          ref_measure_id: c.refer_measure_id,
          conversion_ratio: c.ratio,
          measure_type: c.measure_type as 1,
        })),
    }
  },

  ListResourceSpecs(call) {
    const {input, site} = call
    const spec = input.filters?.[0]?.value
    const here = catalogue().regions.some(r => r.id === input.region_code && r.site === site)
    const found = offers(site).filter(
      o =>
        here &&
        o.service === input.cloud_service_type &&
        o.resource === input.resource_type &&
        (input.charge_mode === '1' ? o.monthly > 0n : o.usages.length > 0) &&
        (spec === undefined || o.spec === spec),
    )
    const from = startOf(input.marker, found.length)
    const limit = input.limit ?? 100
    return {
      page_info: {next_marker: from + limit < found.length ? markerOf(from + limit) : null},
      cloud_service_basics: found.slice(from, from + limit).map(o => ({
        cloud_service_type: o.service,
        cloud_service_type_name: serviceName(o.service, call.language) || o.service,
        resource_type: o.resource,
        resource_type_name: resourceTypeName(o.resource, call.language) || o.resource,
        resource_spec: o.spec,
        resource_spec_name: o.name[call.language === 'zh' ? 1 : 0],
        charge_mode: input.charge_mode,
        region_code: input.region_code,
      })),
    }
  },

  ListIncentiveDiscountPolicies(call) {
    const {input} = call
    const month = parseCycle(input.time)
    if (month === undefined) throw badParameter('time', 'not a month, YYYY-MM')
    // Policies are made for a year; there is none yet for months to come.
    const year = Math.floor(month / 12)
    const found = catalogue()
      .service_types.filter(() => month <= monthOf(call.now))
      .filter(s => !input.service_type_code || s.code === input.service_type_code)
      .map(s => {
        const chance = mix(hashText(s.code), year) % 100
        const policy = chance < 70 ? '0' : chance < 85 ? '1' : '2'
        return {
          service_type_code: s.code,
          service_type_name: nameOf(s, call.language) || s.code,
          incentive_policy: policy as '0' | '1' | '2',
          allow_discount: policy === '2' ? ('NO' as const) : ('YES' as const),
        }
      })
    return {policies: page(found, input), total_count: found.length}
  },
} satisfies Topic

const serviceOf = (resourceType: string): string =>
  catalogue().resource_types.find(r => r.code === resourceType)?.service_code ?? ''

function descriptionOf(resourceType: string, language: Language): string {
  const service = serviceName(serviceOf(resourceType), language)
  const name = resourceTypeName(resourceType, language) || resourceType
  return service && service !== name ? (language === 'zh' ? `${service}：${name}` : `${service}: ${name}`) : name
}

/** Markers are opaque to callers; they carry where the next page begins. */
const markerOf = (index: number): string => Buffer.from(`specs:${index}`).toString('base64url')

/** Throws CBC.0100 for a marker that no page gave. */
function startOf(marker: string | undefined, length: number): number {
  if (marker === undefined || marker === '') return 0
  const match = /^specs:(\d{1,6})$/.exec(Buffer.from(marker, 'base64url').toString())
  const index = match ? Number(match[1]) : -1
  if (index < 1 || index >= length) throw badParameter('marker', 'not the next_marker of a page of this query')
  return index
}
