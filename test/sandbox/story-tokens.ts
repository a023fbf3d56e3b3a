// Tokens and temporary keys of every kind.
import type {Stage} from './story.js'

export async function tokens({run, customerId}: Stage): Promise<void> {
  const {account_name, password, xaccount_type} = run.info.partner
  const user = {name: account_name, password, domain: {name: account_name}}
  const identity = {methods: ['password'], password: {user}}
  const login = (scope: object) => run.anybody.post('/v3/auth/tokens', {auth: {identity, scope}})
  const {headers} = await login({domain: {name: account_name}})
  const token = String(headers['x-subject-token'])
  const assume_role = {domain_id: customerId, agency_name: xaccount_type}
  const {json} = await run.partner.get('/v3/projects', {page: '1', per_page: '1'})
  await run.partner.get('/v3/projects', {page: '2', per_page: '1'})
  await login({project: {id: json.projects[0].id}})
  const assumed = {methods: ['assume_role'], assume_role}
  const taken = await run.anybody.post(
    '/v3/auth/tokens',
    {auth: {identity: assumed, scope: {domain: {id: customerId}}}},
    {token},
  )
  const own = await run.anybody.get('/v3/projects', {}, {token: String(taken.headers['x-subject-token'])})
  const project = {id: own.json.projects[0].id}
  await run.anybody.post('/v3/auth/tokens', {auth: {identity: assumed, scope: {project}}}, {token})
  await run.partner.post('/v3.0/OS-CREDENTIAL/securitytokens', {
    auth: {identity: {methods: ['token'], token: {id: token}}},
  })
  await run.partner.get('/v3/auth/domains')
}
