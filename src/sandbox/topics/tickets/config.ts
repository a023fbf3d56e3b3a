// What a ticket can be made of: the lists that a client asks before it creates one.
import type {Call, Topic} from '../../call.js'
import {nameOf} from '../../world/catalogue.js'
import {lastCopyRecipients} from './cases.js'
import {
  areaCodes,
  categories,
  findProduct,
  type Product,
  problems,
  products,
  ratings,
  severities,
  templates,
  usesSupportPlan,
} from './catalogue.js'
import {MAX_COPIES, problemOf, regionsOf} from './choices.js'
import {userOf} from './desk.js'
import {limits} from './files.js'
import {monthlyQuota, planOf} from './plans.js'
import {nameIn} from './wire.js'

const productLine = (call: Call<unknown>, product: Product) => ({
  incident_product_category_id: product.id,
  incident_product_category_name: nameIn(call, product.name),
  incident_product_category_desc: nameIn(call, product.about),
  incident_product_category_acronym: product.acronym,
  can_use_support_plan: product.problems.some(usesSupportPlan),
})

export const config = {
  ListCaseCategories: call => ({
    total_count: categories.length,
    incident_sub_type_list: categories.map(category => ({
      incident_sub_type_id: category.id,
      incident_sub_type_name: nameIn(call, category.name),
      incident_product_category_list: category.products.map(one => productLine(call, one)),
    })),
  }),

  ListProductCategories(call) {
    const part = (call.input.product_category_name ?? '').toLowerCase()
    const found = products.filter(one => `${one.name.en} ${one.name.zh} ${one.acronym}`.toLowerCase().includes(part))
    return {total_count: found.length, incident_product_category_list: found.map(one => productLine(call, one))}
  },

  ListProblemTypes(call) {
    const {product_category_id, incident_sub_type_id} = call.input as {
      product_category_id?: string
      incident_sub_type_id?: string
    }
    const category = categories.find(one => one.id === incident_sub_type_id)
    const found = product_category_id
      ? (findProduct(product_category_id)?.problems ?? [])
      : incident_sub_type_id
        ? (category?.products ?? []).flatMap(one => one.problems)
        : problems
    return {
      total_count: found.length,
      incident_business_type_list: found.map(problem => ({
        business_type_id: problem.id,
        business_type_name: nameIn(call, problem.name),
        case_type: problem.caseType,
        can_use_support_plan: usesSupportPlan(problem),
      })),
    }
  },

  ListCaseTemplates(call) {
    const template = templates[problemOf(call.input.business_type_id).template]
    return {
      total_count: 1,
      incident_template_list: [
        {
          incident_template_id: template.id,
          incident_template_name: nameIn(call, template.name),
          incident_template_content: nameIn(call, template.text),
        },
      ],
    }
  },

  ListSeverities(call) {
    problemOf(call.input.business_type_id)
    const allowed = planOf(call).severities
    return {
      show: allowed.length > 1,
      severity_list: severities
        .filter(one => allowed.includes(one.id))
        .map(one => ({
          language: call.language === 'zh' ? 'zh-cn' : 'en-us',
          severity_name: nameIn(call, one.name),
          severity_id: one.id,
        })),
    }
  },

  ListRegions(call) {
    const found = regionsOf(call)
    return {
      total_count: found.length,
      data_center_list: found.map(region => ({
        type: region.id.startsWith('cn-') ? (0 as const) : (1 as const),
        region_id: region.id,
        region_name: nameOf(region, call.language),
        is_sensitive: 0 as const,
      })),
    }
  },

  ListCustomersRegions(call) {
    const home = call.caller.kind === 'customer' ? call.caller.customer.billing.region : undefined
    const found = regionsOf(call).filter(region => home === undefined || region.id === home)
    return {
      count: found.length,
      region_infos: found.map(region => ({region_id: region.id, region_name: nameOf(region, call.language)})),
    }
  },

  ListExtendsParams(call) {
    const {parameters} = problemOf(call.input.business_type_id)
    return {
      extends_params: parameters.map(parameter => ({
        param_key: parameter.key,
        param_name: nameIn(call, parameter.name),
        param_desc: nameIn(call, parameter.tip),
        tips: nameIn(call, parameter.tip),
        param_type: parameter.type,
        required: parameter.required ? 1 : 0,
        length: parameter.length,
        select_item: parameter.choices?.join(',') ?? '',
        default_value: '',
        language: call.language === 'zh' ? 'zh-cn' : 'en-us',
        is_show: 1,
        is_sensitive: 0 as const,
      })),
      common_params: [
        {
          param_key: 'cc_email',
          param_name: call.language === 'zh' ? '抄送邮箱' : 'Copy to',
          is_show: 1,
          is_required: 0,
        },
      ],
    }
  },

  ListCaseLimits: () => ({config: {create_case_ccemail_max_count: MAX_COPIES}}),

  ListAreaCodes: call => ({
    area_code_list: areaCodes.map((one, index) => ({
      id: index + 1,
      area_code: one.code,
      area_name: nameIn(call, one.name),
    })),
  }),

  ListSatisfactionDimensions: call => ({
    total_count: ratings.length,
    satisfaction_dimension_list: ratings.map(one => ({
      satisfaction_id: one.id,
      satisfaction_name: nameIn(call, one.name),
      satisfaction_desc: nameIn(call, one.about),
      value: 5,
      per_value: 1,
      sat_category_id: 'service',
    })),
  }),

  ShowAccessoryLimits: () => ({
    accessory_limit: {
      limit_count: String(limits.count),
      limit_size: String(limits.megabytes),
      limit_file_type: limits.types,
    },
  }),

  ListCaseCcEmails(call) {
    const last = lastCopyRecipients(call)
    return {
      cc_email_info: {user_id: userOf(call).id, customer_id: call.caller.domainId, cc_email: last},
      mc_email_infos: last === '' ? [] : last.split(','),
    }
  },

  ListCaseQuotas(call) {
    const problem = problemOf(call.input.business_type_id)
    return usesSupportPlan(problem) ? monthlyQuota(call) : {total: 0, un_used: 0}
  },
} satisfies Topic
