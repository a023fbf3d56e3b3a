import {expect, it} from 'vitest'
import {customersOf, keysOf, open, resale} from '../harness.js'

it('names services in the language that is asked for, and pages them without loss', async () => {
  const {partner} = await open()
  const list = async (query: Record<string, string>, language?: string) =>
    (await partner.get('/v2/products/service-types', query, language ? {headers: {'x-language': language}} : {})).json
  expect((await list({service_type_name: 'Elastic Cloud'}, 'en_US')).service_types[0]).toEqual({
    service_type_name: 'Elastic Cloud Server',
    service_type_code: 'hws.service.type.ec2',
    abbreviation: 'ECS',
  })
  expect((await list({service_type_name: '弹性云服务器'})).service_types[0].service_type_code).toBe(
    'hws.service.type.ec2',
  )
  const codes = new Set<string>()
  const {total_count} = await list({limit: '1'})
  for (let offset = 0; offset < total_count; offset += 30) {
    const {service_types} = await list({offset: `${offset}`, limit: '30'})
    for (const s of service_types) codes.add(s.service_type_code)
  }
  expect(codes.size).toBe(total_count)
  expect((await list({limit: '1001'})).error_code).toBe('CBC.0100')
})

it('knows what belongs to a service and how it is measured', async () => {
  const {partner} = await open()
  const infos = (await partner.get('/v2/products/service-resources', {service_type_code: 'hws.service.type.ec2'})).json
    .infos
  expect(infos.map((i: {basic_info: {resource_type_code: string}}) => i.basic_info.resource_type_code)).toContain(
    'hws.resource.type.vm',
  )
  const usages = (
    await partner.get('/v2/products/usage-types', {resource_type_code: 'hws.resource.type.bandwidth', limit: '100'})
  ).json
  expect(usages.usage_types.map((u: {code: string}) => u.code)).toEqual(expect.arrayContaining(['Duration', 'upflow']))
  const units = (await partner.get('/v2/bases/measurements')).json.measure_units
  expect(units.find((u: {measure_id: number}) => u.measure_id === 4)).toMatchObject({
    abbreviation: 'h',
    measure_type: 2,
  })
  const {conversions} = (await partner.get('/v2/bases/conversions', {measure_type: '3'})).json
  expect(conversions).toContainEqual({measure_id: 10, ref_measure_id: 11, conversion_ratio: 1024, measure_type: 3})
  expect(conversions.every((c: {measure_type: number}) => c.measure_type === 3)).toBe(true)
})

it('pages specifications by marker, and refuses a marker that it did not give', async () => {
  const {partner} = await open()
  const query = {
    cloud_service_type: 'hws.service.type.dcs',
    resource_type: 'hws.resource.type.dcs3',
    region_code: 'la-north-2',
    charge_mode: '3',
  }
  const all = (await partner.post('/v2/products/resource-specs-query', query)).json
  expect(all.page_info.next_marker).toBeNull()
  const found: string[] = []
  let marker: string | undefined
  do {
    const {json} = await partner.post('/v2/products/resource-specs-query', {
      ...query,
      limit: 4,
      ...(marker ? {marker} : {}),
    })
    found.push(...json.cloud_service_basics.map((s: {resource_spec: string}) => s.resource_spec))
    marker = json.page_info.next_marker ?? undefined
  } while (marker)
  expect(found).toEqual(all.cloud_service_basics.map((s: {resource_spec: string}) => s.resource_spec))
  expect(found.length).toBeGreaterThan(8)
  const bad = await partner.post('/v2/products/resource-specs-query', {...query, marker: 'xyz'})
  expect(bad.json.error_code).toBe('CBC.0100')
})

it('prices every specification that it lists, to the last digit', async () => {
  const run = await open()
  const customer = await keysOf(run, resale(await customersOf(run))[0]!.customer_id)
  const project = (await customer.get('/v3/projects')).json.projects[0].id
  const info = {
    id: 'a',
    cloud_service_type: 'hws.service.type.ec2',
    resource_type: 'hws.resource.type.vm',
    resource_spec: 'm6.3xlarge.8.linux',
    region: 'la-north-2',
    usage_factor: 'Duration',
    usage_value: 730,
    usage_measure_id: 4,
    subscription_num: 1,
  }
  const rate = async (infos: unknown[], project_id = project) =>
    (await customer.post('/v2/bills/ratings/on-demand-resources', {project_id, product_infos: infos})).json
  const hour = await rate([info])
  // The reference has this price: 730 hours of 0.678.
  expect(hour.official_website_amount).toBe(494.94)
  expect(hour.amount).toBeCloseTo(hour.official_website_amount - hour.discount_amount, 8)
  const seconds = await rate([{...info, usage_value: 730 * 3600, usage_measure_id: 6}])
  expect(seconds.official_website_amount).toBe(494.94)
  const disk = {
    ...info,
    id: 'b',
    cloud_service_type: 'hws.service.type.ebs',
    resource_type: 'hws.resource.type.volume',
    resource_spec: 'GPSSD',
  }
  expect((await rate([info, {...disk, resource_size: 700, size_measure_id: 17}])).official_website_amount).toBe(561.37)
  const code = async (change: Record<string, unknown>) => (await rate([{...info, ...change}])).error_code
  expect(await code({resource_spec: 'none'})).toBe('CBC.99006006')
  expect(await code({region: 'cn-north-4'})).toBe('CBC.99006006')
  expect(await code({usage_factor: 'duration'})).toBe('CBC.99006074')
  expect(await code({usage_measure_id: 10})).toBe('CBC.99006050')
  expect((await rate([disk])).error_code).toBe('CBC.0100')
  expect((await rate([info, info])).error_code).toBe('CBC.0100')
  expect((await rate([info], '0'.repeat(32))).error_code).toBe('CBC.99006073')
  const month = await customer.post('/v2/bills/ratings/period-resources/subscribe-rate', {
    project_id: project,
    product_infos: [
      {
        ...info,
        usage_factor: undefined,
        usage_value: undefined,
        usage_measure_id: undefined,
        period_type: 2,
        period_num: 1,
      },
    ],
  })
  expect(month.json.official_website_rating_result.official_website_amount).toBe(356.36)
  customer.close()
})

it('sells to a customer with a discount that is the bills’', async () => {
  const run = await open()
  const project = async (client: Awaited<ReturnType<typeof keysOf>>) =>
    (await client.get('/v3/projects')).json.projects[0].id
  const discounts = new Set<number>()
  for (const row of resale(await customersOf(run)).slice(0, 8)) {
    const customer = await keysOf(run, row.customer_id)
    const {json} = await customer.post('/v2/bills/ratings/period-resources/subscribe-rate', {
      project_id: await project(customer),
      product_infos: [
        {
          id: '1',
          cloud_service_type: 'hws.service.type.ec2',
          resource_type: 'hws.resource.type.vm',
          resource_spec: 's6.xlarge.4.linux',
          region: 'la-north-2',
          period_type: 3,
          period_num: 1,
          subscription_num: 2,
        },
      ],
    })
    const list = json.official_website_rating_result.official_website_amount
    expect(list).toBe(1261.4)
    for (const option of json.optional_discount_rating_results) {
      expect(option.amount + option.discount_amount).toBeCloseTo(list, 6)
      expect(option.best_offer).toBe(1)
    }
    discounts.add(json.optional_discount_rating_results.length)
    customer.close()
  }
  expect([...discounts].sort()).toEqual([0, 1])
})

it('has instalments on the China site only', async () => {
  const info = {
    id: '1',
    cloud_service_type: 'hws.service.type.ec2',
    resource_type: 'hws.resource.type.vm',
    resource_spec: 's6.xlarge.4.linux',
    period_type: 3,
    period_num: 1,
    subscription_num: 1,
    fee_installment_mode: 'HALF_PAY',
  }
  const rate = async (site: 'intl' | 'cn', region: string) => {
    const run = await open({site})
    const customer = await keysOf(run, resale(await customersOf(run))[0]!.customer_id)
    const project_id = (await customer.get('/v3/projects')).json.projects[0].id
    const {json} = await customer.post('/v2/bills/ratings/period-resources/subscribe-rate', {
      project_id,
      product_infos: [{...info, region}],
    })
    customer.close()
    return json
  }
  expect((await rate('intl', 'la-north-2')).error_code).toBe('CBC.0100')
  const {official_website_rating_result: half, currency} = await rate('cn', 'cn-north-4')
  expect(currency).toBe('CNY')
  expect(half.official_website_amount).toBe(2207.45)
  expect(half.installment_official_website_amount).toBe('183.95')
})

it('knows the divisions of China in two languages, on its own site', async () => {
  const {partner} = await open({site: 'cn'})
  const get = async (path: string, query: Record<string, string>, language = 'zh_cn') =>
    (await partner.get(`/v2/systems/configs/${path}`, query, {headers: {'x-language': language}})).json
  const provinces = await get('provinces', {limit: '100'}, 'en_us')
  expect(provinces.count).toBe(34)
  const guangdong = provinces.provinces.find((p: {name: string}) => p.name === 'Guangdong')
  const cities = await get('cities', {province_code: guangdong.code})
  const shenzhen = cities.cities.find((c: {name: string}) => c.name === '深圳市')
  const counties = await get('counties', {city_code: shenzhen.code})
  expect(counties.counties.map((c: {name: string}) => c.name)).toContain('龙岗区')
  expect(counties.count).toBe(counties.counties.length)
  expect(await get('cities', {province_code: '999999'})).toEqual({count: 0, cities: []})
  const policies = (await partner.get('/v2/products/incentive-discount-policies', {time: '2026-10', limit: '100'})).json
  expect(policies.total_count).toBeGreaterThan(90)
  expect((await partner.get('/v2/products/incentive-discount-policies', {time: '2026-13'})).json.error_code).toBe(
    'CBC.0100',
  )
  const intl = await open()
  expect((await intl.partner.get('/v2/systems/configs/provinces')).status).toBe(404)
})
