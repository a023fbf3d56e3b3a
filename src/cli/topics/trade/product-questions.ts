// Questions for a product, with what a service really offers.
import type {Api} from '../../../api/client.js'
import {needed, type Prompter} from '../../input/prompts.js'

interface Given {
  'resource-type'?: string
  spec?: string
  region?: string
}

/** The resource type, region and specification; asked for on a terminal. */
export async function askProduct(prompts: Prompter, api: Api, service: string, charge_mode: '1' | '3', given: Given) {
  const asking = prompts.mayAsk
  const types =
    given['resource-type'] || !asking
      ? []
      : await api.list('ListServiceResources', {service_type_code: service}).toArray()
  const resource_type =
    given['resource-type'] ??
    (await prompts.choose(
      '--resource-type',
      'Resource type',
      types.map(({basic_info}) => ({name: basic_info?.name ?? '', value: basic_info?.resource_type_code ?? ''})),
    ))
  const region = given.region ?? (await prompts.text('--region', 'Region, e.g. la-north-2', {read: needed('--region')}))
  const query = {cloud_service_type: service, resource_type, region_code: region, charge_mode}
  const specs = given.spec || !asking ? [] : await api.list('ListResourceSpecs', query, {limit: 2000}).toArray()
  const resource_spec =
    given.spec ??
    (await prompts.search(
      '--spec',
      'Specification',
      specs.map(one => ({
        name: `${one.resource_spec}  ${one.resource_spec_name ?? ''}`,
        value: one.resource_spec ?? '',
      })),
    ))
  return {resource_type, region, resource_spec}
}
