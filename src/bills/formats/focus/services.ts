// Huawei Cloud's services in FOCUS' categories, by the last part of their code (`hws.service.type.ec2`).

const table: Record<string, Record<string, string>> = {
  'AI and Machine Learning': {
    'AI Platforms': 'modelarts pangu hilens',
    'Natural Language Processing': 'nlp cbs sis',
    'Machine Learning': 'image ocr frs moderation visual mls',
  },
  Analytics: {
    'Data Processing': 'mrs dli uquery cs bigdata dgc dayu cdm ges',
    'Streaming Analytics': 'dis streaming',
    Search: 'css es',
    'Business Intelligence': 'dlv',
  },
  'Business Applications': {
    'Productivity and Collaboration': 'welink cloudmeeting',
    'Other (Business Applications)': 'marketplace saas offline',
  },
  Compute: {
    'Virtual Machines': 'ec2 ecs bms baremetal dec deh as ims hcss flexus hecs iec ief',
    Containers: 'cce cci swr ucs cae asm',
    'Serverless Compute': 'functionstage functiongraph',
    'End User Computing': 'workspace vdi workplace',
  },
  Databases: {
    'Relational Databases': 'rds gaussdb taurus ddm',
    'NoSQL Databases': 'dds nosql geminidb',
    'Data Warehouses': 'dws',
    Caching: 'dcs redis dcaas',
  },
  'Developer Tools': {
    'Developer Platforms': 'devcloud codearts cloudide',
    'Quality Assurance': 'cpts cloudtest',
    'Other (Developer Tools)': 'cse servicestage',
  },
  Identity: {'Identity and Access Management': 'iam'},
  Integration: {
    Messaging: 'dms smn rtcsms privatenumber kafka rabbitmq rocketmq',
    'API Management': 'apig roma',
    'Workflow Orchestration': 'aos',
  },
  'Internet of Things': {'IoT Platforms': 'iot iotda iotedge'},
  'Management and Governance': {
    Observability: 'ces aom lts apm cts',
    'Cost Management': 'costmanager',
    Support: 'supportplan',
    'Disaster Recovery': 'sdrs sa',
    'Other (Management and Governance)': 'rms oms',
  },
  Media: {'Media Streaming': 'live vod mpc rtc'},
  Migration: {'Data Migration': 'drs', 'Resource Migration': 'sms'},
  Networking: {
    'Content Delivery': 'cdn wsa',
    'Application Networking': 'elb er vpcep',
    'Network Connectivity': 'vpn dc cc eip bandwidth nat natgateway ga',
    'Network Infrastructure': 'vpc',
    'Network Routing': 'dns domains',
    'Network Security': 'waf aad antiddos cfw cnad',
  },
  Security: {
    'Threat Detection and Response': 'hss webscan vss secmaster mtd',
    'Secret Management': 'kms dew kps csms ccm cad',
    'Security Posture Management': 'dbss sdg dsc cbh',
  },
  Storage: {
    'Block Storage': 'ebs evs dess dss',
    'Object Storage': 'obs',
    'File Storage': 'sfs sfsturbo',
    'Backup Storage': 'vbs csbs cbr',
    'Other (Storage)': 'des',
  },
  Web: {'Application Platforms': 'cloudsite'},
}

const places = new Map<string, readonly [category: string, subcategory: string]>()
for (const [category, subcategories] of Object.entries(table)) {
  for (const [subcategory, codes] of Object.entries(subcategories)) {
    for (const code of codes.split(' ')) places.set(code, [category, subcategory])
  }
}

/** Category and subcategory of a service; "Other" for one that the table does not know. */
export const focusService = (code: string): readonly [category: string, subcategory: string] =>
  places.get(code.slice(code.lastIndexOf('.') + 1).toLowerCase()) ?? ['Other', 'Other (Other)']
