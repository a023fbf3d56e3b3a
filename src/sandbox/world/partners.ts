// The partners of a world: a distributor with two resellers, and a provider that must never see anything of theirs.
import type {Site} from '../../api/contract/contract.js'
import {accountIdOf, Dice, hexOf, mix, textOf} from '../state/random.js'
import type {Operator, Partner, Scenario} from './model.js'
import {countries} from './names.js'

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The operators below the administrator, with what the partner platform lets them do. */
const staff: {name: string; permissions: string[]}[] = [
  {name: 'finance', permissions: ['BPC_ITEM_FINANCE_090100', 'BPC_ITEM_SUBCUSTSERV_010100']},
  {
    name: 'service-desk',
    permissions: ['BPC_ITEM_SUBCUSTSERV_010100', 'BPC_ITEM_SUBCUSTSERV_010118', 'BPC_ITEM_SUBCUSTSERV_010119'],
  },
]

/** Keys and password of a user. Keys of partners begin with `SBXP`, so that nobody takes them for real ones. */
function operator(seed: number, name: string, permissions: string[] | 'all'): Operator {
  return {
    id: hexOf(mix(seed, 1), 32),
    name,
    password: `Sbx-${textOf(mix(seed, 2), 14, MIXED)}`,
    accessKey: `SBXP${textOf(mix(seed, 3), 16, UPPER)}`,
    secretKey: textOf(mix(seed, 4), 40, MIXED),
    permissions,
  }
}

function partner(seed: number, base: Omit<Partner, 'id' | 'operators' | 'email' | 'phone'>): Partner {
  const dice = new Dice(mix(seed, 9))
  return {
    ...base,
    id: accountIdOf(seed),
    operators: [
      operator(mix(seed, 100), base.accountName, 'all'),
      ...staff.map((s, i) => operator(mix(seed, 101 + i), `${base.accountName}-${s.name}`, s.permissions)),
    ],
    email: `cloud@${base.accountName}.example`,
    phone: `${dice.between(10_000_000, 99_999_999)}`,
  }
}

export function makePartners(site: Site, scenario: Scenario, hash: number): Partner[] {
  const country = countries[site][0]!
  const area = country.area
  const code = textOf(mix(hash, 7), 4, UPPER)
  const quota = scenario === 'large' ? 20_000_000 : 500_000
  const started = Date.UTC(2022, 2, 14, 3, 0, 0)
  const distributor = partner(mix(hash, 1), {
    accountName: 'meridian-cloud',
    companyName: site === 'cn' ? '子午云渠道有限公司' : 'Meridian Cloud Distribution',
    kind: 'distributor',
    xaccountType: `SBX${code}`,
    area,
    associatedOn: started,
    quota,
  })
  const resellers = (
    [
      ['kestrel-it', 'Kestrel IT Services', '隼科技服务有限公司'],
      ['lagoon-systems', 'Lagoon Systems', '泻湖系统有限公司'],
    ] as const
  ).map(([accountName, companyName, chinese], i) =>
    partner(mix(hash, 2 + i), {
      accountName,
      companyName: site === 'cn' ? chinese : companyName,
      kind: 'reseller',
      distributorId: distributor.id,
      xaccountType: `SBX${code}R${i + 1}`,
      area,
      associatedOn: started + (i + 1) * 97 * 86_400_000,
      quota: quota / 10,
    }),
  )
  const stranger = partner(mix(hash, 5), {
    accountName: 'borealis-hosting',
    companyName: site === 'cn' ? '北极光主机有限公司' : 'Borealis Hosting',
    kind: 'provider',
    xaccountType: `SBY${code}`,
    area,
    associatedOn: started,
    quota: quota / 5,
  })
  return [distributor, ...(scenario === 'empty' ? [] : resellers), stranger]
}
