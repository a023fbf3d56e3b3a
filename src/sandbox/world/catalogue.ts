// The catalogue of real codes and names (data/catalogue.json): services, resource types, regions, specifications,
// units.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {packageRoot} from '../../package.js'

interface Named {
  name_en: string | null
  name_zh: string | null
}

export interface ServiceType extends Named {
  code: string
  abbreviation: string | null
}

export interface ResourceType extends Named {
  code: string
  service_code: string
}

export interface Region extends Named {
  id: string
  site: string
  azs: string[]
}

export interface Spec {
  service_code: string
  resource_type_code: string
  spec: string
  region: string
  hourly_usd: number | null
  monthly_usd: number | null
  period_month_usd: number | null
  linear_unit: string | null
  product_id: string | null
  product_id_period?: string | null
  usage_factor: string | null
  usage_measure_id: number | null
  /** Price of a unit of `usage_measure_id`, for what is not charged by the hour. */
  unit_price_usd?: number
  hourly_cny?: number
  period_month_cny?: number
  spec_desc?: string
}

export interface UsageType extends Named {
  code: string
  resource_type_code: string
  unit: string | null
}

export interface MeasureUnit extends Named {
  measure_id: number
  abbreviation: string | null
  measure_type: number | null
}

export interface Catalogue {
  service_types: ServiceType[]
  resource_types: ResourceType[]
  regions: Region[]
  specs: Spec[]
  usage_types: UsageType[]
  measure_units: MeasureUnit[]
  conversions: {measure_id: number; refer_measure_id: number; ratio: number; measure_type: number}[]
}

export type Language = 'zh' | 'en'

let loaded: Catalogue | undefined

/** Reads the catalogue once. */
export function catalogue(): Catalogue {
  loaded ??= JSON.parse(
    readFileSync(join(packageRoot, 'src', 'sandbox', 'data', 'catalogue.json'), 'utf8'),
  ) as Catalogue
  return loaded
}

/** A name in a language; the English one where no Chinese one is known. */
export const nameOf = (named: Named | undefined, language: Language): string =>
  (language === 'zh' ? named?.name_zh : undefined) ?? named?.name_en ?? ''

export const serviceName = (code: string, language: Language): string =>
  nameOf(
    catalogue().service_types.find(s => s.code === code),
    language,
  )

export const resourceTypeName = (code: string, language: Language): string =>
  nameOf(
    catalogue().resource_types.find(r => r.code === code),
    language,
  )

export const regionName = (id: string, language: Language): string =>
  nameOf(
    catalogue().regions.find(r => r.id === id),
    language,
  )
