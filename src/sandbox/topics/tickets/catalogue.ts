// What a ticket can be about: categories, products, problem types with their templates and additional parameters,
// severities, ratings.
// The API's real ids are not public; these are made up, in the shape of the reference's examples. Names in both
// languages.

/** A name in the two languages of the API. */
export type Name = {en: string; zh: string}
const name = (en: string, zh: string): Name => ({en, zh})

/** An additional parameter that a problem type asks for. */
export interface Parameter {
  key: string
  name: Name
  tip: Name
  required: boolean
  length: number
  /** `1` text, `2` one of `choices`. */
  type: 1 | 2
  choices?: string[]
}

export interface Problem {
  id: string
  name: Name
  /** `0` a question, `5` a fault: needs a region, and counts against the support plan. */
  caseType: '0' | '5'
  template: keyof typeof templates
  parameters: Parameter[]
}

export interface Product {
  id: string
  acronym: string
  name: Name
  about: Name
  problems: Problem[]
}

export interface Category {
  id: string
  name: Name
  products: Product[]
}

/** The texts that prefill a description. A line that ends with a colon wants an answer behind it. */
export const templates = {
  fault: {
    id: 'tpl-fault',
    name: name('Fault', '故障'),
    text: name(
      'Resource ID:\nStart time (with time zone):\nSymptom:\nBusiness impact:\nChanges before it began:\n',
      '资源ID：\n开始时间（含时区）：\n故障现象：\n业务影响：\n故障前的变更：\n',
    ),
  },
  question: {
    id: 'tpl-question',
    name: name('Question', '咨询'),
    text: name('What do you want to do:\nWhat have you tried:\n', '您想实现什么：\n已经尝试过什么：\n'),
  },
  bill: {
    id: 'tpl-bill',
    name: name('Bill or order', '账单与订单'),
    text: name(
      'Bill cycle or order number:\nAmount and currency:\nWhat looks wrong:\n',
      '账期或订单号：\n金额与币种：\n疑问描述：\n',
    ),
  },
  quota: {
    id: 'tpl-quota',
    name: name('Quota increase', '配额提升'),
    text: name('Region:\nResource:\nQuota wanted:\nReason:\n', '区域：\n资源：\n期望配额：\n原因：\n'),
  },
} as const

const resource: Parameter = {
  key: 'resource_id',
  name: name('Resource ID', '资源ID'),
  tip: name('ID of the resource, from its details page', '资源详情页中的ID'),
  required: true,
  length: 64,
  type: 1,
}
const order: Parameter = {
  key: 'order_id',
  name: name('Order number', '订单号'),
  tip: name('Leave empty when it is about a bill', '账单问题可不填'),
  required: false,
  length: 64,
  type: 1,
}
const environment: Parameter = {
  key: 'environment',
  name: name('Environment', '环境'),
  tip: name('Which environment is affected', '受影响的环境'),
  required: false,
  length: 16,
  type: 2,
  choices: ['production', 'test'],
}

type ProblemKind = 'down' | 'slow' | 'how' | 'quota' | 'charge' | 'refund' | 'access' | 'policy'

const kinds: Record<ProblemKind, Omit<Problem, 'id'>> = {
  down: {
    name: name('Cannot be used', '无法使用'),
    caseType: '5',
    template: 'fault',
    parameters: [resource, environment],
  },
  slow: {
    name: name('Slow or unstable', '性能或稳定性问题'),
    caseType: '5',
    template: 'fault',
    parameters: [resource, environment],
  },
  how: {name: name('How to use it', '使用咨询'), caseType: '0', template: 'question', parameters: []},
  quota: {name: name('Quota increase', '配额提升'), caseType: '0', template: 'quota', parameters: []},
  charge: {name: name('Question about a charge', '扣费咨询'), caseType: '0', template: 'bill', parameters: [order]},
  refund: {name: name('Unsubscription and refund', '退订与退款'), caseType: '0', template: 'bill', parameters: [order]},
  access: {name: name('Sign-in and permissions', '登录与权限'), caseType: '0', template: 'question', parameters: []},
  policy: {name: name('Policies and incentives', '政策与激励'), caseType: '0', template: 'question', parameters: []},
}

/** Which problem types need no support plan: questions about money and accounts are free for everybody. */
const free = new Set<ProblemKind>(['charge', 'refund', 'access', 'policy', 'quota'])

export const usesSupportPlan = (problem: Problem): boolean => !free.has(problem.id.split('-')[1] as ProblemKind)

const product = (acronym: string, en: string, zh: string, ...problems: ProblemKind[]): Product => ({
  id: `cat-${acronym.toLowerCase()}`,
  acronym,
  name: name(en, zh),
  about: name(`Questions and faults of ${en}`, `${zh}相关的咨询与故障`),
  problems: problems.map(kind => ({id: `bt-${kind}-${acronym.toLowerCase()}`, ...kinds[kind]})),
})

const technical: ProblemKind[] = ['down', 'slow', 'how', 'quota']

export const categories: Category[] = [
  {
    id: 'sub-compute',
    name: name('Compute', '计算'),
    products: [
      product('ECS', 'Elastic Cloud Server', '弹性云服务器', ...technical),
      product('BMS', 'Bare Metal Server', '裸金属服务器', ...technical),
      product('IMS', 'Image Management Service', '镜像服务', 'down', 'how', 'quota'),
    ],
  },
  {
    id: 'sub-storage',
    name: name('Storage', '存储'),
    products: [
      product('OBS', 'Object Storage Service', '对象存储服务', ...technical),
      product('EVS', 'Elastic Volume Service', '云硬盘', ...technical),
    ],
  },
  {
    id: 'sub-network',
    name: name('Network', '网络'),
    products: [
      product('VPC', 'Virtual Private Cloud', '虚拟私有云', ...technical),
      product('EIP', 'Elastic IP', '弹性公网IP', ...technical),
      product('ELB', 'Elastic Load Balance', '弹性负载均衡', ...technical),
    ],
  },
  {
    id: 'sub-database',
    name: name('Databases', '数据库'),
    products: [product('RDS', 'Relational Database Service', '云数据库', ...technical)],
  },
  {
    id: 'sub-security',
    name: name('Security & Compliance', '安全与合规'),
    products: [
      product('WAF', 'Web Application Firewall', 'Web应用防火墙', ...technical),
      product('HSS', 'Host Security Service', '企业主机安全', ...technical),
    ],
  },
  {
    id: 'sub-billing',
    name: name('Billing & Orders', '费用与订单'),
    products: [product('BILLING', 'Billing Center', '费用中心', 'charge', 'refund')],
  },
  {
    id: 'sub-account',
    name: name('Account', '账号'),
    products: [product('IAM', 'Identity and Access Management', '统一身份认证服务', 'access', 'how')],
  },
  {
    id: 'sub-partner',
    name: name('Partner Center', '伙伴中心'),
    products: [product('PARTNER', 'Partner Center', '伙伴中心', 'policy', 'charge', 'access')],
  },
]

export const products: Product[] = categories.flatMap(category => category.products)
export const problems: Problem[] = products.flatMap(one => one.problems)

export const categoryOf = (productId: string): Category | undefined =>
  categories.find(category => category.products.some(one => one.id === productId))
export const productOf = (problemId: string): Product | undefined =>
  products.find(one => one.problems.some(problem => problem.id === problemId))
export const findProblem = (id: string): Problem | undefined => problems.find(problem => problem.id === id)
export const findProduct = (id: string): Product | undefined => products.find(one => one.id === id)

/** From the most to the least urgent. A plan opens the list from the end: the basic one has the last only. */
export const severities: {id: string; name: Name}[] = [
  {id: 'sev-1', name: name('Core production system unavailable', '核心生产系统不可用')},
  {id: 'sev-2', name: name('Production system unavailable', '生产系统不可用')},
  {id: 'sev-3', name: name('Production system exception', '生产系统异常')},
  {id: 'sev-4', name: name('System exception', '系统异常')},
  {id: 'sev-5', name: name('General guidance', '一般指导')},
]

/** What a ticket is called by its kind. */
export const incidentTypes: Record<Problem['caseType'], Name> = {
  0: name('Consulting', '咨询'),
  5: name('Fault', '故障'),
}

/** Dimensions of a rating. 1 and 3 are the reference's own; a value goes from 1 to 5. */
export const ratings: {id: number; name: Name; about: Name}[] = [
  {id: 1, name: name('Timeliness', '及时性'), about: name('How quickly it was handled', '处理是否及时')},
  {id: 3, name: name('Result', '处理结果'), about: name('Whether the problem is solved', '问题是否解决')},
]

export const areaCodes: {code: string; name: Name}[] = [
  {code: '86', name: name('Chinese mainland', '中国大陆')},
  {code: '852', name: name('Hong Kong (China)', '中国香港')},
  {code: '65', name: name('Singapore', '新加坡')},
  {code: '66', name: name('Thailand', '泰国')},
  {code: '62', name: name('Indonesia', '印度尼西亚')},
  {code: '27', name: name('South Africa', '南非')},
  {code: '51', name: name('Peru', '秘鲁')},
  {code: '52', name: name('Mexico', '墨西哥')},
  {code: '55', name: name('Brazil', '巴西')},
  {code: '56', name: name('Chile', '智利')},
  {code: '971', name: name('United Arab Emirates', '阿联酋')},
  {code: '353', name: name('Ireland', '爱尔兰')},
  {code: '354', name: name('Iceland', '冰岛')},
  {code: '49', name: name('Germany', '德国')},
  {code: '33', name: name('France', '法国')},
  {code: '34', name: name('Spain', '西班牙')},
  {code: '48', name: name('Poland', '波兰')},
]

/** Agreements by type: `0` creation by a user, `1` creation by a vendor's user, `2` authorization. */
export const agreements: {id: number; type: '0' | '1' | '2'; version: number; name: Name; text: Name}[] = [
  {
    id: 101,
    type: '0',
    version: 2,
    name: name('Service ticket agreement', '工单服务协议'),
    text: name(
      'Engineers read what you write in a ticket and what you attach. Do not send passwords in messages; use an authorization.',
      '工程师会阅读您在工单中提交的内容与附件。请勿在留言中发送密码，请使用授权功能。',
    ),
  },
  {
    id: 102,
    type: '1',
    version: 1,
    name: name('Service ticket agreement for vendor products', '商家商品工单协议'),
    text: name('The vendor of the product reads and answers the ticket.', '工单将由商品的商家处理。'),
  },
  {
    id: 103,
    type: '2',
    version: 1,
    name: name('Authorization agreement', '授权协议'),
    text: name(
      'Engineers use the access you grant for this ticket only, and only until it ends.',
      '工程师仅在授权期限内、仅为本工单使用您授予的访问权限。',
    ),
  },
]
