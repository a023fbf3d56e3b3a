// What customers of the sandbox buy. Codes and most list prices are the real ones of the catalogue; amounts of money
// are whole numbers of 10^-8 currency units (US dollars; yuan prices are seven times as high).
import {hashText} from '../state/random.js'
import {catalogue} from '../world/catalogue.js'

/** One thing that is measured about a pay-per-use resource. */
export interface Usage {
  /** The API's usage type code. */
  type: string
  measureId: number
  /** Unit of the price, in English and Chinese. */
  unit: [string, string]
  /** `time` is per hour and size; `flow` per GB; `count` per 10,000; `space` per GB and hour. */
  how: 'time' | 'flow' | 'count' | 'space'
  price: number
}

export interface Product {
  service: string
  resource: string
  sku: string
  description: [string, string]
  /** Sizes that a resource may have, and their unit; 1 without a unit for what has no size. */
  size: {from: number; to: number; step: number; measureId: number | null}
  usages: Usage[]
  /** Price of a month when it is bought for a period; 0 when it cannot be. */
  monthly: number
  /** Some run during office hours only. */
  office: boolean
  /** How often it is chosen. */
  weight: number
  productId: string
  periodProductId: string
}

const DOLLAR = 100_000_000
const one = {from: 1, to: 1, step: 1, measureId: null}
const gb = (from: number, to: number, step = 10) => ({from, to, step, measureId: 17})
const hours = (type: string, dollars: number): Usage => ({
  type,
  measureId: 4,
  unit: ['/hour', '/小时'],
  how: 'time',
  price: Math.round(dollars * DOLLAR),
})
const flow = (type: string, dollars: number): Usage => ({
  type,
  measureId: 10,
  unit: ['/GB', '/GB'],
  how: 'flow',
  price: Math.round(dollars * DOLLAR),
})
const count = (type: string, dollars: number): Usage => ({
  type,
  measureId: 54,
  unit: ['/10,000 times', '/万次'],
  how: 'count',
  price: Math.round(dollars * DOLLAR),
})
const space = (type: string, dollars: number): Usage => ({
  type,
  measureId: 10,
  unit: ['/GB/hour', '/GB/小时'],
  how: 'space',
  price: Math.round(dollars * DOLLAR),
})

type Row = [
  service: string,
  resource: string,
  sku: string,
  english: string,
  chinese: string,
  size: Product['size'],
  usages: Usage[],
  monthly: number,
  weight: number,
  office?: boolean,
]

const rows: Row[] = [
  [
    'ec2',
    'vm',
    's6.large.2.linux',
    'Normal|s6.large.2|2vCPUs|4GB|linux',
    '通用计算型|s6.large.2|2vCPUs|4GB|linux',
    one,
    [hours('Duration', 0.054)],
    28.4,
    14,
    true,
  ],
  [
    'ec2',
    'vm',
    's6.xlarge.4.linux',
    'Normal|s6.xlarge.4|4vCPUs|16GB|linux',
    '通用计算型|s6.xlarge.4|4vCPUs|16GB|linux',
    one,
    [hours('Duration', 0.12)],
    63.07,
    12,
    true,
  ],
  [
    'ec2',
    'vm',
    'c6.3xlarge.4.linux',
    'Dedicated general-purpose|c6.3xlarge.4|12vCPUs|48GB|linux',
    '通用计算增强型|c6.3xlarge.4|12vCPUs|48GB|linux',
    one,
    [hours('Duration', 0.516)],
    271.21,
    5,
    true,
  ],
  [
    'ec2',
    'vm',
    'm6.3xlarge.8.linux',
    'Memory-optimized|m6.3xlarge.8|12vCPUs|96GB|linux',
    '内存优化型|m6.3xlarge.8|12vCPUs|96GB|linux',
    one,
    [hours('Duration', 0.678)],
    356.36,
    3,
  ],
  [
    'ec2',
    'vm.image',
    'suse.12',
    'SUSE Enterprise Linux Server 12',
    'SUSE企业版 Linux Server 12',
    one,
    [hours('Duration', 0.15)],
    55,
    1,
  ],
  ['ebs', 'volume', 'SAS', 'High IO', '高IO', gb(40, 1000), [hours('Duration', 0.000126)], 0.092, 10],
  [
    'ebs',
    'volume',
    'GPSSD',
    'General Purpose SSD',
    '通用型SSD',
    gb(40, 2000),
    [hours('Duration', 0.00013)],
    0.0949,
    10,
  ],
  ['ebs', 'volume', 'SSD', 'Ultra-high IO', '超高IO', gb(100, 1000, 100), [hours('Duration', 0.00021)], 0.151, 4],
  [
    'vpc',
    'bandwidth',
    '12_bgp',
    'Dynamic BGP|Traffic Bandwidth',
    '动态BGP按流量计费带宽',
    {from: 5, to: 100, step: 5, measureId: 15},
    [flow('upflow', 0.081)],
    0,
    8,
  ],
  [
    'vpc',
    'bandwidth',
    '19_bgp',
    'Dynamic BGP|Bandwidth',
    '动态BGP按带宽计费带宽',
    {from: 1, to: 50, step: 1, measureId: 15},
    [hours('Duration', 0.0167)],
    9,
    5,
  ],
  ['vpc', 'ip', '5_bgp', 'Dynamic BGP IP', '动态BGP公网IP', one, [hours('Duration', 0.005)], 0, 7],
  [
    'elb',
    'elbv3',
    'elbv3.professional',
    'Dedicated Load Balancer',
    '独享型负载均衡',
    one,
    [hours('instance_duration', 0.025), hours('l4_lcu_duration', 0.00833)],
    18.25,
    3,
  ],
  ['natgateway', 'natgateway', 'natgateway_small', 'Small', '小型', one, [hours('duration', 0.10158)], 57.3, 2],
  [
    'obs',
    'obs',
    'obs',
    'Object Storage Service',
    '对象存储服务',
    gb(50, 5000),
    [space('size', 0.00003194), count('get', 0.004), count('put', 0.05), flow('download.external', 0.0824)],
    0,
    8,
  ],
  [
    'rds',
    'rds.vm',
    'rds.mysql.n1.large.2',
    'MySQL|2vCPUs|4GB|single',
    'MySQL|2vCPUs|4GB|单机',
    one,
    [hours('Duration', 0.065)],
    34.2,
    5,
  ],
  [
    'rds',
    'rds.volume',
    'rds.mysql.volume.cloudssd',
    'RDS storage|cloud SSD',
    '云数据库存储|SSD云盘',
    gb(40, 1000),
    [hours('Duration', 0.00024)],
    0.126,
    5,
  ],
  [
    'dcs',
    'dcs3',
    'redis.ha.xu1.large.r2.4',
    'Redis|master/standby|4GB',
    'Redis|主备|4GB',
    one,
    [hours('duration', 0.136)],
    71.5,
    3,
  ],
  [
    'cce',
    'cce.cluster',
    'cce.s1.small',
    'CCE cluster|50 nodes',
    'CCE集群|50节点',
    one,
    [hours('duration', 0.12)],
    63,
    2,
  ],
  [
    'waf',
    'waf.instance',
    'waf.instance.professional',
    'Dedicated WAF instance',
    '独享WAF实例',
    one,
    [hours('duration', 0.79)],
    0,
    1,
  ],
  ['hss', 'hss', 'hss.version.basic', 'HSS basic edition', '主机安全基础版', one, [hours('duration', 0)], 0, 3],
  [
    'hss',
    'hss',
    'hss.version.premium',
    'HSS premium edition',
    '主机安全旗舰版',
    one,
    [hours('duration', 0.028)],
    13.8,
    3,
  ],
  [
    'sfs',
    'sfs.turbo',
    'sfs.turbo.standard',
    'SFS Turbo standard',
    'SFS Turbo 标准型',
    gb(500, 5000, 100),
    [hours('period', 0.00012444)],
    0.0772,
    1,
  ],
  [
    'cbr',
    'cbr.vault',
    'vault.backup.server.normal',
    'Server backup vault',
    '云服务器备份存储库',
    gb(100, 4000, 100),
    [hours('duration', 0.00005)],
    0.0365,
    4,
  ],
  ['cdn', 'cdn', 'cdn.flow', 'CDN traffic', 'CDN流量', one, [flow('flow', 0.062)], 0, 4],
]

let made: Product[] | undefined

/** All products, in a fixed order. */
export function products(): Product[] {
  made ??= rows.map(([service, resource, sku, english, chinese, size, usages, monthly, weight, office = false]) => {
    const spec = catalogue().specs.find(s => s.spec === sku && s.product_id)
    const number = String(hashText(`${service}/${sku}`)).padStart(10, '0')
    return {
      service: `hws.service.type.${service}`,
      resource: `hws.resource.type.${resource}`,
      sku,
      description: [english, chinese],
      size,
      usages,
      monthly: Math.round(monthly * DOLLAR),
      office,
      weight,
      productId: spec?.product_id ?? `OFFI59225${number}${number.slice(0, 3)}`,
      periodProductId: spec?.product_id_period ?? `OFFI95942${number}${number.slice(0, 3)}`,
    }
  })
  return made
}

/** The support plan, billed at the end of a month. */
export const supportPlan: Product = {
  service: 'hws.service.type.supportplan',
  resource: 'hws.resource.type.supportplan',
  sku: 'supportplan.business',
  description: ['Business support plan', '商业级支持计划'],
  size: one,
  usages: [],
  monthly: 100 * DOLLAR,
  office: false,
  weight: 0,
  productId: 'OFFI592252332765059999',
  periodProductId: 'OFFI592252332765059999',
}

/** Prices of a site against the dollar prices above. */
export const priceFactor = {intl: 1, eu: 1, cn: 7}

let chooser: number[] | undefined

/** The product for a throw from 0 to 2^32 - 1, by weight. */
export function chooseProduct(throwed: number): number {
  chooser ??= products().flatMap((p, i) => Array<number>(p.weight).fill(i))
  return chooser[throwed % chooser.length]!
}
