// Generated from the contract by `npm run contract`. Do not edit.
import type {Decimal} from '../../decimal.js'

export interface paths {
    "/v1.0/{domain_id}/payments/intl-invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invoices */
        get: operations["ListInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/customer-accounts/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show own account balances */
        get: operations["ShowCustomerAccountBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/customer-accounts/balances/batch-query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show balances of several customers */
        post: operations["ListCustomersBalancesDetail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/customer-accounts/expenditure-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the customer consumption quota */
        get: operations["ShowCustomerExpenditureQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/account-change-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List income and expense records */
        get: operations["ListPartnerAccountChangeRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/adjust-amount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allocate funds to a customer */
        post: operations["UpdateCustomerAccountAmount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show partner or reseller balances */
        get: operations["ListPartnerBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/indirect-partner-adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allocate funds to a reseller */
        post: operations["UpdateIndirectPartnerAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/indirect-partner-reclaim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reclaim funds from a reseller */
        post: operations["ReclaimIndirectPartnerAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/accounts/partner-accounts/reclaim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reclaim funds from a customer */
        post: operations["ReclaimToPartnerAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bases/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List unit conversions */
        get: operations["ListConversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bases/measurements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List measurement units */
        get: operations["ListMeasureUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bases/verificationcode/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a verification code */
        post: operations["SendVerificationMessageCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/customer-bills/fee-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List transaction bills */
        get: operations["ListCustomerBillsFeeRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/customer-bills/free-resources-usage-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deductions from resource packages */
        get: operations["ListFreeResourcesUsageRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/customer-bills/monthly-sum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the monthly bill summary */
        get: operations["ShowCustomerMonthlySum"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/customer-bills/res-fee-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List resource expenditure records */
        get: operations["ListCustomerselfResourceRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/customer-bills/res-records/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List resource usage details */
        post: operations["ListCustomerselfResourceRecordDetails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/partner-bills/postpaid-bill-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the monthly bill of the partner */
        get: operations["ListPostpaidBillSum"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/partner-bills/subcustomer-bills/monthly-sum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List monthly bills of customers */
        get: operations["ListSubcustomerMonthlyBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/ratings/on-demand-resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Price pay-per-use products */
        post: operations["ListOnDemandResourceRatings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/ratings/period-resources/renew-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Price the renewal of yearly/monthly resources */
        post: operations["ListRenewRateOnPeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/ratings/period-resources/subscribe-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Price yearly/monthly products */
        post: operations["ListRateOnPeriodDetail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/subcustomer-bills/res-fee-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List expenditure records of a customer */
        get: operations["ListSubCustomerBillDetail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/bills/subcustomer-bills/res-fee-records/sub-customers/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List customers with consumption in a cycle */
        post: operations["ListConsumeSubCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/customers/real-name-auth-qrcode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a face verification QR code */
        get: operations["ShowRealNameAuthQrCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/customers/real-name-auth-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the real-name verification state */
        get: operations["ShowRealNameAuthStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/customers/realname-auths/enterprise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change individual to enterprise verification */
        put: operations["ChangeEnterpriseRealnameAuthentication"];
        /** Request enterprise real-name verification */
        post: operations["CreateEnterpriseRealnameAuthentication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/customers/realname-auths/individual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request individual real-name verification */
        post: operations["CreatePersonalRealnameAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/customers/realname-auths/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the verification review result */
        get: operations["ShowRealnameAuthenticationReviewResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/enterprises/enterprise-projects/authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enable enterprise projects for a customer */
        post: operations["CreateEnterpriseProjectAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/enterprises/multi-accounts/sub-customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List enterprise member accounts */
        get: operations["ListEnterpriseSubCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List orders */
        get: operations["ListCustomerOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Cancel an unpaid order */
        put: operations["CancelCustomerOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders/details/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an order */
        get: operations["ShowCustomerOrderDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders/order-coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List coupons usable for an order */
        get: operations["ListOrderCouponsByOrderId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders/order-discounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List discounts usable for an order */
        get: operations["ListOrderDiscounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/customer-orders/refund-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the amounts of a refund order */
        get: operations["ShowRefundOrderDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/autorenew/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch on automatic renewal */
        post: operations["AutoRenewalResources"];
        /** Switch off automatic renewal */
        delete: operations["CancelAutoRenewalResources"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew yearly/monthly resources */
        post: operations["RenewalResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/renew/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set renewal deduction day or common expiry day */
        post: operations["SetResourcesRenewConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/to-on-demand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set or cancel pay-per-use after expiry */
        post: operations["UpdatePeriodToOnDemand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/to-on-demand/instantly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch to pay-per-use at once */
        post: operations["UpdatePeriodToOnDemandInstantly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/subscriptions/resources/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unsubscribe from yearly/monthly resources */
        post: operations["CancelResourcesSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/orders/suscriptions/resources/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List yearly/monthly resources */
        post: operations["ListPayPerUseCustomerResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/coupon-quotas/indirect-partner-adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant a coupon quota to resellers */
        post: operations["UpdateCouponQuotas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/coupon-quotas/indirect-partner-reclaim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reclaim coupon quotas from resellers */
        post: operations["ReclaimCouponQuotas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/coupon-quotas/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List coupon quotas */
        post: operations["ListQuotaCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/coupon-quotas/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List grant and reclaim records of coupon quotas */
        get: operations["ListCouponQuotasRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/credit/consumption-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the partner consumption quota */
        get: operations["ShowPartnerConsumptionQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/indirect-partners/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List resellers of the distributor */
        post: operations["ListIndirectPartners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/issued-coupon-quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List coupon quotas granted to resellers */
        get: operations["ListIssuedCouponQuotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a customer account */
        post: operations["CreateSubCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the budget of a customer */
        get: operations["ShowSubCustomerBudget"];
        put?: never;
        /** Set the budget of a customer */
        post: operations["UpdateSubCustomerBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/budget/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List budgets of several customers */
        post: operations["ListSubCustomerBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/budget/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List budget changes of a customer */
        get: operations["ListSubCustomerBudgetRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze customer accounts */
        post: operations["FreezeSubCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/new-customers-tags/batch-query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List new-customer tags */
        post: operations["ListSubCustomerNewTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/on-demand-resources/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List a customer's pay-per-use resources */
        post: operations["ListCustomerOnDemandResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List customers of the partner */
        post: operations["ListSubCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unfreeze customer accounts */
        post: operations["UnfreezeSubCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/partners/sub-customers/users/check-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check whether e-mail, phone or account name is free */
        post: operations["CheckUserIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/payments/free-resources/usages/details/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List usage of resource packages */
        post: operations["ListFreeResourceUsages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/incentive-discount-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List incentive and discount policies per product */
        get: operations["ListIncentiveDiscountPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/resource-specs-query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List resource specifications of a cloud service */
        post: operations["ListResourceSpecs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/resource-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List resource types */
        get: operations["ListResourceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/service-resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List resource types of a cloud service */
        get: operations["ListServiceResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/service-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cloud service types */
        get: operations["ListServiceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/products/usage-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List usage types */
        get: operations["ListUsageTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/promotions/benefits/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List coupons */
        get: operations["ListSubCustomerCoupons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/promotions/benefits/partner-coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List issued coupons */
        get: operations["ListIssuedPartnerCoupons"];
        put?: never;
        /** Issue coupons to customers */
        post: operations["CreatePartnerCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/promotions/benefits/partner-coupons/reclaim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reclaim a coupon */
        post: operations["ReclaimPartnerCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/promotions/benefits/partner-coupons/records/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List issue and reclaim records of coupons */
        get: operations["ListPartnerCouponsRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/promotions/benefits/stored-value-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stored-value cards */
        get: operations["ListStoredValueCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/systems/configs/cities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cities of a province */
        get: operations["ListCities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/systems/configs/counties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List counties of a city */
        get: operations["ListCounties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/systems/configs/provinces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List provinces */
        get: operations["ListProvinces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/accounts/partner-accounts/adjust-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List allocation and reclaim records */
        get: operations["ListPartnerAdjustRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/orders/customer-orders/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay a yearly/monthly order */
        post: operations["PayOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/payments/free-resources/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List resource packages */
        post: operations["ListFreeResourceInfos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/costs/cost-analysed-bills/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Query costs by dimension */
        post: operations["ListCosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountBalanceV2: {
            /** @description account identifier */
            account_id: string;
            /**
             * @description kind of account
             * @enum {integer}
             */
            account_type: 1 | 2 | 5 | 7 | 8;
            /**
             * Format: double
             * @description account balance
             */
            amount: Decimal;
            /** @description currency code */
            currency: string;
            /**
             * Format: double
             * @description earmarked balance
             */
            designated_amount?: Decimal;
            /**
             * Format: double
             * @description total credit, credit accounts only
             */
            credit_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id: 1;
            /** @description note */
            memo?: string;
        };
        AccountBalanceV3: {
            /** @description account identifier */
            account_id: string;
            /**
             * @description kind of account
             * @enum {integer}
             */
            account_type: 1 | 2 | 5 | 7;
            /**
             * Format: decimal
             * @description account balance
             */
            amount: Decimal;
            /** @description currency code */
            currency: string;
            /**
             * Format: decimal
             * @description earmarked balance
             */
            designated_amount?: Decimal;
            /**
             * Format: decimal
             * @description total credit, credit accounts only
             */
            credit_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id: 1;
        };
        AccountChangeRecord: {
            /** @description statement entry number */
            account_change_id?: string;
            /**
             * @description detailed trade type
             * @enum {string}
             */
            trade_detail_type?: "SOURCE_OPERAIION_ADJUST_CREDIT" | "SOURCE_OPERAIION_RECHARGE" | "SOURCE_OPERAIION_DEDEUCT" | "SOURCE_OPERAIION_MANUALFROZE" | "SOURCE_OPERAIION_MANUALUNFROZE" | "SOURCE_OPERAIION_MANUALCLEARFROZEN" | "SOURCE_OPERAIION_TRANS_TO_BALANCE" | "SOURCE_OPERATION_BEADJUST" | "SOURCE_OPERATION_BEUNBIND" | "SOURCE_OPERAIION_EXPIRECLEAR" | "SOURCE_OPERAIION_ONETIME" | "SOURCE_OPERAIION_REFUND" | "SOURCE_OPERAIION_UNFROZEN" | "SOURCE_OPERAIION_CLEARFROZEN" | "SOURCE_OPERAIION_ADJUST" | "SOURCE_OPERAIION_USAGE" | "SOURCE_OPERAIION_WRITEOFF" | "SOURCE_OPERAIION_UNSUBSCRIBE" | "SOURCE_OPERAIION_RFROZEN" | "SOURCE_OPERAIION_TRANS_TO_FOREGIFT" | "SOURCE_OPERAIION_PRIZE" | "SOURCE_OPERATION_BERETRIEVE" | "SOURCE_OPERAIION_PRECISIONCOMP" | "SOURCE_OPERAIION_FREERESDEDUCT" | "SOURCE_OPERAIION_MERGE" | "SOURCE_OPERAIION_CONVERT_BONUS" | "SOURCE_OPERAIION_RECHARGE_REBATE" | "SOURCE_OPERATION_COUPONCANCEL" | "SOURCE_OPERAIION_BILLREFUND" | "SOURCE_OPERATION_TRADEMODE_TRANSFER" | "SOURCE_OPERATION_SYSTEM_FROZEN" | "SOURCE_OPERATION_SYSTEM_UNFROZEN" | "SOURCE_OPERATION_COUPON_QUOTA_TRANSFER" | "SOURCE_OPERATIION_RIDEDUCT" | "SOURCE_OPERATION_COUPON_QUOTA_RECLAIM";
            /**
             * Format: date-time
             * @description transaction time
             */
            trade_time?: string;
            /** @description order ID or transaction ID */
            trade_id?: string;
            /** @description changed amount */
            change_amount?: string;
            /** @description balance after the change */
            balance_after_change?: string;
            /**
             * @description income or expense
             * @enum {string}
             */
            type?: "1" | "2";
            /** @description customer concerned, only for allocation and reclaim */
            customer_id?: string;
            /** @description account (login) name */
            account_name?: string;
        };
        AccountManager: {
            /** @description account manager login name */
            account_name?: string;
        };
        AdjustAccountReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * Format: decimal
             * @description amount to allocate, above 0, 2 decimals
             */
            amount: Decimal;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        AdjustCouponQuotasReq: {
            /** @description distributor's own quota ID */
            quota_id: string;
            /** @description reseller IDs */
            indirect_partner_ids: string[];
            /**
             * Format: decimal
             * @description quota granted to each reseller
             */
            quota_amount: Decimal;
        };
        AdjustRecordV3: {
            /** @description customer account ID */
            customer_id?: string;
            /** @description customer name */
            customer_name?: string;
            /**
             * @description operation type
             * @enum {string}
             */
            operation_type?: "SOURCE_OPERATION_BEADJUST" | "SOURCE_OPERATION_BERETRIEVE" | "SOURCE_OPERATION_BEUNBIND";
            /** @description adjusted amount */
            amount?: string;
            /** @description currency code */
            currency?: string;
            /** @description usage scenario */
            apply_scene?: string;
            /**
             * Format: date-time
             * @description operation time, UTC
             */
            operation_time?: string;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description transaction number */
            trans_id?: string;
            /** @description note */
            memo?: string;
        };
        AdjustToIndirectPartnerReq: {
            /** @description reseller ID, for reseller customers */
            indirect_partner_id: string;
            /**
             * Format: decimal
             * @description amount to allocate, above 0, 2 decimals
             */
            amount: Decimal;
        };
        AgentPayInfoV2: {
            /** @description account that pays the order */
            paying_agent_id?: string;
            /** @description paid by another account */
            is_agent_pay?: boolean;
        };
        AmountInfomationV2: {
            /** @description discounts */
            discounts?: components["schemas"]["DiscountItemV2"][];
            /**
             * Format: double
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: double
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: double
             * @description paid with stored-value cards
             */
            stored_card_amount?: Decimal;
            /**
             * Format: double
             * @description handling fee, unsubscription orders only
             */
            commission_amount?: Decimal;
            /**
             * Format: double
             * @description already consumed, unsubscription orders only
             */
            consumed_amount?: Decimal;
        };
        ApplyEnterpriseRealnameAuthsReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * @description verification method
             * @enum {integer}
             */
            identify_type: 1;
            /**
             * @description organisation certificate type
             * @enum {integer}
             */
            certificate_type?: 0 | 1 | 2 | 3 | 4 | 99;
            /** @description scan paths below the bucket's download folder, ordered */
            verified_file_url: string[];
            /** @description organisation name */
            corp_name: string;
            /** @description certificate number */
            verified_number: string;
            /** @description registered country, two letters */
            reg_country?: string;
            /** @description registered address */
            reg_address?: string;
            /** @description platform ID assigned by Huawei */
            xaccount_type: string;
            /** @description legal representative */
            enterprise_person?: components["schemas"]["EnterprisePersonNew"];
        };
        ApplyIndividualRealnameAuthsReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * @description verification method
             * @enum {integer}
             */
            identify_type: 0 | 4;
            /**
             * @description certificate type
             * @enum {integer}
             */
            verified_type?: 3 | 5 | 6 | 9 | 10;
            /** @description scan paths below the bucket's download folder, ordered */
            verified_file_url: string[];
            /** @description person's name */
            name: string;
            /** @description certificate number */
            verified_number: string;
            /**
             * @description kind of change
             * @enum {integer}
             */
            change_type?: -1;
            /** @description platform ID assigned by Huawei */
            xaccount_type: string;
            /** @description bank card details, bank card check only */
            bank_card_info?: components["schemas"]["BankCardInfoV2"];
        };
        AutoRenewalResourcesReq: {
            /** @description automatic renewals left, 0 = unlimited */
            auto_renew_times?: number;
            /**
             * @description period unit
             * @enum {string}
             */
            period_type?: "MONTH" | "YEAR";
        };
        AzCodeInfo: {
            /** @description availability zone code */
            az_code?: string;
        };
        BalanceTypeDeductSumV2: {
            /**
             * @description account type
             * @enum {string}
             */
            balance_type?: "BALANCE_TYPE_DEBIT" | "BALANCE_TYPE_CREDIT" | "BALANCE_TYPE_BONUS" | "BALANCE_TYPE_COUPON" | "BALANCE_TYPE_RCASH_COUPON" | "BALANCE_TYPE_STORED_VALUE_CARD";
            /**
             * Format: decimal
             * @description amount, negative for unsubscription and write-off
             */
            amount?: Decimal;
            /**
             * @description bill type
             * @enum {string}
             */
            bill_type?: "0" | "1" | "2";
        };
        BankCardInfoV2: {
            /** @description bank card number */
            bank_account: string;
            /** @description country calling code, e.g. 0086 */
            areacode: string;
            /** @description mobile number */
            mobile: string;
            /** @description verification code */
            verification_code: string;
        };
        BillSumInfoV2: {
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            cloud_service_type?: string;
            /** @description cloud service type name */
            cloud_service_type_name?: string;
            /**
             * @description bill type
             * @enum {string}
             */
            bill_type?: "0" | "1" | "2";
            /**
             * @description billing mode
             * @enum {string}
             */
            charge_mode?: "1" | "3";
            /**
             * Format: decimal
             * @description amount, negative for unsubscription and write-off
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            adjustment_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description amounts per account type */
            account_details?: components["schemas"]["BalanceTypeDeductSumV2"][];
            /** @description resource type code */
            resource_type_code?: string;
            /** @description resource type name */
            resource_type_name?: string;
        };
        BillSumRecordInfoV2: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            bill_cycle?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /**
             * @description billing mode
             * @enum {integer}
             */
            charging_mode?: 1 | 3 | 10 | 11;
            /**
             * Format: decimal
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            official_discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount rounded off
             */
            truncated_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount due
             */
            consume_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_value_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            writeoff_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * @description bill kind
             * @enum {integer}
             */
            bill_type?: 1 | 2 | 3;
            /** @description customer account ID */
            customer_id?: string;
            /** @description account (login) name */
            account_name?: string;
        };
        BudgetInfo: {
            /** @description customer account ID */
            customer_id?: string;
            /**
             * Format: decimal
             * @description initial budget
             */
            budget_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount used, may lag
             */
            used_amount?: Decimal;
            /**
             * @description budget mode
             * @enum {string}
             */
            budget_type?: "MONTHLY" | "PACKAGE";
        };
        BudgetRecordInfo: {
            /**
             * Format: decimal
             * @description budget amount
             */
            budget_amount?: Decimal;
            /**
             * @description operation type
             * @enum {string}
             */
            operation_type?: "SETTING" | "DELETE";
            /**
             * Format: date-time
             * @description operation time, UTC
             */
            operation_time?: string;
            /** @description operator, or system */
            operator?: string;
            /**
             * @description budget mode
             * @enum {string}
             */
            budget_type?: "MONTHLY" | "PACKAGE";
            /** @description partner name */
            partner_corp_name?: string;
            /** @description partner account name */
            partner_account_name?: string;
        };
        CancelCustomerOrderReq: {
            /** @description order ID */
            order_id: string;
        };
        CancelResourcesSubscriptionResponse: {
            /** @description order IDs */
            order_ids?: string[];
            /** @description resources that failed */
            fail_resource_infos?: components["schemas"]["FailResourceInfo"][];
        };
        ChangeEnterpriseRealnameAuthenticationResponse: {
            /**
             * @description manual review needed, only with HTTP 200
             * @enum {integer}
             */
            is_review?: 0 | 1;
        };
        ChangeEnterpriseRealnameAuthsReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * @description verification method
             * @enum {integer}
             */
            identify_type: 1;
            /**
             * @description organisation certificate type
             * @enum {integer}
             */
            certificate_type?: 0 | 1 | 2 | 3 | 4 | 99;
            /** @description scan paths below the bucket's download folder, ordered */
            verified_file_url: string[];
            /** @description organisation name */
            corp_name: string;
            /** @description certificate number */
            verified_number: string;
            /** @description registered country, two letters */
            reg_country?: string;
            /** @description registered address */
            reg_address?: string;
            /**
             * @description kind of change
             * @enum {integer}
             */
            change_type: 1;
            /** @description platform ID assigned by Huawei */
            xaccount_type: string;
            /** @description legal representative */
            enterprise_person?: components["schemas"]["EnterprisePersonNew"];
        };
        CheckSubcustomerUserReq: {
            /**
             * @description what to check
             * @enum {string}
             */
            search_type: "email" | "mobile" | "name";
            /** @description e-mail, phone (00XX-number) or account name */
            search_value: string;
        };
        CheckUserIdentityResponse: {
            /** @description status code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /**
             * @description whether registration may go on
             * @enum {string}
             */
            check_result?: "available" | "used_by_user";
            /** @description customers this number may still register */
            mobile_remain_available_num?: number;
        };
        City: {
            /** @description city code */
            code: string;
            /** @description city name */
            name: string;
        };
        CloudServiceBasic: {
            /** @description cloud service type code */
            cloud_service_type?: string;
            /** @description cloud service type name */
            cloud_service_type_name?: string;
            /** @description resource type code */
            resource_type?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description resource specification */
            resource_spec?: string;
            /** @description resource specification name */
            resource_spec_name?: string;
            /**
             * @description billing mode
             * @enum {string}
             */
            charge_mode?: "1" | "3";
            /** @description region code */
            region_code?: string;
        };
        Conversion: {
            /** @description unit ID */
            measure_id?: number;
            /** @description unit converted to */
            ref_measure_id?: number;
            /** @description ratio between the two units */
            conversion_ratio?: number;
            /**
             * @description measurement type
             * @enum {integer}
             */
            measure_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 26 | 27 | 28 | 29 | 30 | 31 | 40 | 41 | 82 | 98 | 103 | 104 | 108 | 109 | 110;
        };
        Cost: {
            /** @description day or month */
            time_dimension_value?: string;
            /**
             * @description time unit
             * @enum {integer}
             */
            time_measure_id?: 1 | 2;
            /** @description amount due or paid, per the request */
            amount?: string;
            /** @description list price amount */
            official_amount?: string;
        };
        CostDataByDimension: {
            /** @description dimensions of the group */
            dimensions?: components["schemas"]["DimensionGroup"][];
            /** @description cost values */
            costs?: components["schemas"]["Cost"][];
            /** @description cost over the whole period */
            amount_by_costs?: string;
            /** @description list price over the whole period */
            official_amount_by_costs?: string;
        };
        County: {
            /** @description county code */
            code: string;
            /** @description county name */
            name: string;
        };
        CouponInfoV2: {
            /** @description coupon instance ID */
            coupon_id?: string;
            /** @description coupon code */
            coupon_code?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2;
            /**
             * @description coupon type
             * @enum {integer}
             */
            coupon_type?: 1 | 2 | 3 | 4;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: double
             * @description face value
             */
            face_value?: Decimal;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description promotion plan name */
            plan_name?: string;
            /** @description promotion plan description */
            plan_desc?: string;
            /** @description limits on use */
            use_limits?: components["schemas"]["LimitInfoV2"][];
            /**
             * Format: date-time
             * @description activation time, UTC
             */
            active_time?: string;
            /**
             * Format: date-time
             * @description last use, UTC
             */
            last_used_time?: string;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * @description coupon version
             * @enum {integer}
             */
            coupon_version?: 1 | 2;
            /**
             * Format: double
             * @description remaining balance
             */
            balance?: Decimal;
            /** @description order that locks the coupon */
            used_by_order_id?: string;
            /** @description coupon purpose */
            coupon_usage?: string;
            /**
             * @description coupon group
             * @enum {integer}
             */
            coupon_group?: 0 | 1 | 2 | 3;
        };
        CouponMaxUseQuantity: {
            /**
             * @description coupon type
             * @enum {integer}
             */
            coupon_type?: 1 | 2 | 3 | 4;
            /**
             * @description coupon group
             * @enum {integer}
             */
            coupon_group?: 0 | 1 | 2 | 3;
            /** @description how many may be used */
            use_quantity_value?: number;
        };
        CouponQuotaV2: {
            /** @description coupon quota ID */
            quota_id?: string;
            /**
             * @description quota type
             * @enum {integer}
             */
            quota_type?: 0 | 1;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description last change, UTC
             */
            last_update_time?: string;
            /**
             * Format: decimal
             * @description quota amount
             */
            quota_value?: Decimal;
            /**
             * @description quota status
             * @enum {integer}
             */
            quota_status?: 0 | 3 | 4 | 5;
            /**
             * Format: decimal
             * @description remaining balance
             */
            balance?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description limits of the quota */
            limit_infos?: components["schemas"]["QuotaLimitInfo"][];
        };
        CouponRecordV2: {
            /** @description record ID */
            id?: string;
            /**
             * @description operation type
             * @enum {string}
             */
            operation_type?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
            /** @description coupon quota ID */
            quota_id?: string;
            /**
             * @description quota type
             * @enum {integer}
             */
            quota_type?: 0 | 1;
            /** @description coupon ID */
            coupon_id?: string;
            /** @description customer account ID */
            customer_id?: string;
            /**
             * Format: decimal
             * @description amount of the operation
             */
            operation_amount?: Decimal;
            /** @description operation time, UTC */
            operation_time?: string;
            /**
             * @description result
             * @enum {string}
             */
            result?: "-1" | "0";
            /** @description note */
            remark?: string;
        };
        CouponSimpleInfo: {
            /** @description customer that got the coupon */
            id: string;
            /** @description coupon ID */
            coupon_id: string;
        };
        CouponSimpleInfoOrderPayV3: {
            /** @description coupon ID */
            id: string;
            /**
             * @description coupon type
             * @enum {integer}
             */
            type: 300 | 301 | 302 | 303;
        };
        CreateCustomerV2Req: {
            /** @description Huawei Cloud account name */
            domain_name?: string;
            /** @description e-mail address of the customer */
            email?: string;
            /** @description code from the verification API */
            verification_code?: string;
            /** @description customer country, ISO 3166 two letters */
            domain_area?: string;
            /** @description user ID on the partner's platform */
            xaccount_id: string;
            /** @description platform ID assigned by Huawei */
            xaccount_type: string;
            /** @description account password */
            password?: string;
            /**
             * @description switch off marketing messages
             * @default false
             * @enum {string}
             */
            is_close_market_ms?: "true" | "false";
            /** @description reseller ID, when creating its customer */
            indirect_partner_id?: string;
            /**
             * @description whether to return the association result
             * @default false
             */
            include_association_result?: boolean;
            /** @description mobile number */
            mobile_phone?: string;
            /**
             * @description cooperation type, being retired
             * @enum {string}
             */
            cooperation_type?: "1";
        };
        CreateEnterpriseRealnameAuthenticationResponse: {
            /**
             * @description manual review needed, only with HTTP 200
             * @enum {integer}
             */
            is_review?: 0 | 1;
        };
        CreatePartnerCouponsReq: {
            /** @description coupon quota ID */
            quota_id: string;
            /** @description customer account IDs */
            customer_ids: string[];
            /**
             * Format: decimal
             * @description voucher value, above 0, 2 decimals
             */
            face_value: Decimal;
            /**
             * Format: date-time
             * @description start of validity, UTC
             */
            valid_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description cloud service types the coupon may pay for */
            cloud_service_types?: string[];
            /** @description products the coupon may pay for */
            product_ids?: string[];
            /** @description note */
            memo?: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        CreatePartnerCouponsResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["ErrorDetail"][];
            /** @description coupons */
            coupon_infos?: components["schemas"]["CouponSimpleInfo"][];
        };
        CreatePersonalRealnameAuthResponse: {
            /**
             * @description manual review needed, only with HTTP 200
             * @enum {integer}
             */
            is_review?: 0 | 1;
        };
        CreateSubCustomerResponse: {
            /** @description customer ID, on success or CBC.99000050 */
            domain_id?: string;
            /** @description account name, given or generated */
            domain_name?: string;
        };
        CustomerBalancesV2: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * Format: decimal
             * @description total debt
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description total available amount
             */
            amount?: Decimal;
            /** @description currency code */
            currency?: string;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
        };
        CustomerErrorDetail: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /** @description customer ID that failed */
            id?: string;
        };
        CustomerInfoV2: {
            /** @description customer account ID */
            customer_id: string;
        };
        CustomerInformation: {
            /** @description real-name verified name */
            customer?: string;
            /** @description customer login name */
            account_name: string;
            /** @description customer account ID */
            customer_id: string;
            /**
             * Format: date-time
             * @description association time, UTC
             */
            associated_on?: string;
            /**
             * @description how the customer is associated with the partner
             * @enum {string}
             */
            association_type?: "1" | "2" | "3";
            /** @description label */
            label?: string;
            /** @description phone number */
            telephone?: string;
            /**
             * @description real-name state
             * @enum {string}
             */
            verified_status?: "-1" | "0" | "1" | "2" | "3";
            /** @description calling code of the phone number */
            country_code?: string;
            /**
             * @description kind of customer
             * @enum {integer}
             */
            customer_type?: -1 | 0 | 1;
            /**
             * @description freeze state
             * @enum {integer}
             */
            is_frozen?: 0 | 1 | 2;
            /** @description account managers of the customer (at most one) */
            account_managers?: components["schemas"]["AccountManager"][];
            /** @description user ID on the partner's platform */
            xaccount_id?: string;
            /** @description platform ID assigned by Huawei */
            xaccount_type?: string;
            /**
             * @description customer level
             * @enum {string}
             */
            customer_level?: "V0" | "V1" | "V2" | "V3" | "V4" | "V5";
            /** @description customer e-mail */
            email?: string;
        };
        CustomerOnDemandResource: {
            /** @description customer account ID */
            customer_id?: string;
            /** @description region code */
            region_code?: string;
            /** @description availability zone code */
            availability_zone_code?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description resource ID */
            resource_id?: string;
            /** @description resource name */
            resource_name?: string;
            /**
             * Format: date-time
             * @description start of use, UTC
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description expiry, UTC
             */
            expire_time?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6;
            /** @description resource specification code */
            resource_spec_code?: string;
            /** @description resource size as JSON text */
            resource_info?: string;
            /** @description product specification text */
            product_spec_desc?: string;
        };
        CustomerOrderV2: {
            /** @description order ID */
            order_id?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /**
             * @description source
             * @enum {integer}
             */
            source_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 13;
            /**
             * @description order type
             * @enum {integer}
             */
            order_type?: 1 | 2 | 3 | 4 | 11 | 13 | 14 | 15;
            /**
             * Format: double
             * @description price after discount, before coupons and cards
             */
            amount_after_discount?: Decimal;
            /**
             * Format: double
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description payment time, UTC
             */
            payment_time?: string;
            /** @description currency code */
            currency?: string;
            /** @description contract ID */
            contract_id?: string;
            /** @description amount breakdown */
            amount_info?: components["schemas"]["AmountInfomationV2"];
            /** @description enterprise projects */
            enterprise_projects?: components["schemas"]["EnterpriseProject"][];
            /** @description orders inside a combined trade */
            sub_order_infos?: components["schemas"]["SubCustomerOrderV2"][];
            /** @description payment-by-another-account info */
            agent_pay_info?: components["schemas"]["AgentPayInfoV2"];
        };
        CustomerOrderV3: {
            /** @description order ID */
            order_id?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /**
             * @description source
             * @enum {integer}
             */
            source_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 13;
            /**
             * @description order type
             * @enum {integer}
             */
            order_type?: 1 | 2 | 3 | 4 | 10 | 11 | 13 | 14 | 15;
            /**
             * Format: double
             * @description price after discount, before coupons and cards
             */
            amount_after_discount?: Decimal;
            /**
             * Format: double
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description payment time, UTC
             */
            payment_time?: string;
            /** @description currency code */
            currency?: string;
            /** @description contract ID */
            contract_id?: string;
            /** @description amount breakdown */
            amount_info?: components["schemas"]["AmountInfomationV2"];
            /** @description who created the order */
            user_name?: string;
            /**
             * Format: date-time
             * @description payment deadline, UTC
             */
            pending_payment_end_time?: string;
            /** @description orders inside a combined trade */
            sub_order_infos?: components["schemas"]["SubCustomerOrderV3"][];
        };
        DemandDiscountRatingResult: {
            /** @description discount ID */
            discount_id?: string;
            /**
             * @description discount type
             * @enum {integer}
             */
            discount_type?: 605 | 606 | 607;
            /**
             * Format: decimal
             * @description discount amount
             */
            amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description discount name */
            discount_name?: string;
        };
        DemandProductInfo: {
            /** @description caller's ID, unique in the request */
            id: string;
            /** @description cloud service type code */
            cloud_service_type: string;
            /** @description resource type code */
            resource_type: string;
            /** @description resource specification */
            resource_spec: string;
            /** @description region code */
            region: string;
            /** @description availability zone */
            available_zone?: string;
            /** @description resource size, linear products only */
            resource_size?: number;
            /**
             * @description unit of the size
             * @enum {integer}
             */
            size_measure_id?: 14 | 15 | 17;
            /** @description usage factor code */
            usage_factor: string;
            /**
             * Format: decimal
             * @description usage quantity
             */
            usage_value: Decimal;
            /** @description unit of the usage */
            usage_measure_id: number;
            /** @description quantity */
            subscription_num: number;
        };
        DemandProductRatingResult: {
            /** @description caller's ID from the request */
            id?: string;
            /** @description product ID */
            product_id?: string;
            /**
             * Format: decimal
             * @description discounted amount
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description discount breakdown */
            discount_rating_results?: components["schemas"]["DemandDiscountRatingResult"][];
        };
        DimensionGroup: {
            /** @description dimension */
            key?: string;
            /** @description dimension value */
            value?: string;
        };
        DiscountInfoV3: {
            /** @description discount ID */
            discount_id: string;
            /** @description rate or amount off, empty for fixed price */
            discount_value: string;
            /**
             * @description discount type
             * @enum {integer}
             */
            discount_type: 0 | 1 | 2 | 3 | 609;
            /** @description orders the discount fits */
            orders: components["schemas"]["OrderV3"][];
        };
        DiscountItemV2: {
            /**
             * @description discount type
             * @enum {string}
             */
            discount_type?: "200" | "300" | "301" | "302" | "500" | "501" | "502" | "600" | "601" | "602" | "603" | "604" | "605" | "606" | "607" | "609" | "610" | "700" | "800" | "900" | "901";
            /**
             * Format: double
             * @description discount amount
             */
            discount_amount?: Decimal;
        };
        DiscountSimpleInfoV3: {
            /** @description discount ID */
            id: string;
            /**
             * @description discount type
             * @enum {integer}
             */
            type: 0 | 2 | 3 | 609;
        };
        EnterprisePersonNew: {
            /** @description name of the legal representative */
            legel_name: string;
            /** @description ID number of the legal representative */
            legel_id_number: string;
            /**
             * @description role of the certifier
             * @enum {string}
             */
            certifier_role?: "legalPerson";
        };
        EnterpriseProject: {
            /** @description enterprise project ID */
            id?: string;
            /** @description enterprise project name */
            name?: string;
        };
        Error: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        ErrorDetail: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /** @description entry that failed */
            id?: string;
        };
        FailResourceInfo: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /** @description resource ID */
            resource_id?: string;
        };
        FilterFactor: {
            /**
             * @description dimension
             * @enum {string}
             */
            key: "CLOUD_SERVICE_TYPE" | "RESOURCE_TYPE" | "ASSOCIATED_ACCOUNT" | "REGION_CODE" | "AZ_CODE" | "ENTERPRISE_PROJECT_ID" | "RES_SPEC_CODE" | "CHARGING_MODE" | "USAGE_TYPE" | "BILL_TYPE" | "BE_ID" | "PAYER_ACCOUNT_ID" | "RESOURCE_ID" | "RESOURCE_TAG" | "COST_UNIT";
            /** @description values to match */
            value: string[];
        };
        FilterV2: {
            /**
             * @description include or exclude
             * @enum {integer}
             */
            operator: 0 | 1;
            /** @description filter key and values */
            filter_factor: components["schemas"]["FilterFactor"];
        };
        FreeResourceDetail: {
            /** @description resource item ID */
            free_resource_id?: string;
            /** @description resource item type name */
            free_resource_type_name?: string;
            /**
             * @description reset cycle, resettable packages only
             * @enum {integer}
             */
            quota_reuse_cycle?: 1 | 2 | 3 | 4 | 5;
            /**
             * @description calendar or order based reset
             * @enum {integer}
             */
            quota_reuse_cycle_type?: 1 | 2;
            /** @description usage type name */
            usage_type_name?: string;
            /**
             * Format: date-time
             * @description current cycle or package start, UTC
             */
            start_time?: string;
            /**
             * Format: date-time
             * @description current cycle or package end, UTC
             */
            end_time?: string;
            /**
             * Format: decimal
             * @description remaining amount
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description original amount
             */
            original_amount?: Decimal;
            /** @description unit of the package */
            measure_id?: number;
        };
        FreeResourcePackageV3: {
            /** @description package instance ID */
            order_instance_id?: string;
            /** @description order ID, empty when given free */
            order_id?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product name */
            product_name?: string;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /**
             * @description which enterprise projects may use it
             * @enum {integer}
             */
            enterprise_project_scope?: 0 | 1;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 0 | 1 | 2 | 3 | 4;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description region code */
            region_code?: string;
            /**
             * @description source
             * @enum {integer}
             */
            source_type?: 0 | 1;
            /**
             * @description package bundling
             * @enum {string}
             */
            bundle_type?: "ATOMIC_PKG" | "BUNDLE_PKG";
            /**
             * @description whether the package resets
             * @enum {integer}
             */
            quota_reuse_mode?: 1 | 2;
            /** @description resource items */
            free_resources?: components["schemas"]["FreeResourceV3"][];
        };
        FreeResourceRecord: {
            /**
             * Format: date-time
             * @description deduction time, UTC
             */
            deduct_time?: string;
            /** @description resource item ID */
            free_resource_id?: string;
            /** @description resource ID */
            resource_id?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description resource tag */
            resource_tag?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product name */
            product_name?: string;
            /** @description usage type */
            usage_type_code?: string;
            /** @description remaining before this deduction */
            available_amount?: string;
            /** @description remaining after this deduction */
            remaining_amount?: string;
            /** @description deducted amount */
            used_amount?: string;
            /** @description unit of the package */
            measure_id?: number;
            /**
             * Format: date-time
             * @description usage start, UTC
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description usage end, UTC
             */
            expire_time?: string;
        };
        FreeResourceV3: {
            /** @description resource item ID */
            free_resource_id?: string;
            /** @description usage type name */
            usage_type_name?: string;
            /** @description remaining amount */
            amount?: string;
            /** @description original amount */
            original_amount?: string;
            /** @description unit of the package */
            measure_id?: number;
        };
        FreezeSubCustomersReq: {
            /** @description customer account IDs */
            customer_ids: string[];
            /** @description why the accounts are frozen */
            reason: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
            /**
             * @description what to freeze
             * @default ACCOUNT
             * @enum {string}
             */
            freeze_type?: "ACCOUNT" | "ACCOUNT_AND_RESOURCE";
        };
        FreezeSubCustomersResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["CustomerErrorDetail"][];
        };
        GroupBy: {
            /**
             * @description kind of grouping
             * @enum {string}
             */
            type: "tag" | "cost_unit" | "dimension";
            /** @description dimension, tag key or cost unit key */
            key: string;
        };
        ICouponUseLimitInfoV2: {
            /** @description limit record ID */
            use_limiti_info_id?: string;
            /** @description limit key */
            limit_key?: string;
            /** @description first value */
            value1?: string;
            /** @description second value */
            value2?: string;
            /** @description unit of the values */
            value_unit?: string;
            /** @description limit type */
            limit_type?: string;
            /** @description promotion plan ID */
            promotion_plan_id?: string;
        };
        IQueryUserCouponsResultV2: {
            /** @description coupon ID */
            coupon_id?: string;
            /** @description coupon code */
            coupon_code?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5;
            /** @description customer account ID */
            customer_id?: string;
            /**
             * @description coupon type
             * @enum {integer}
             */
            coupon_type?: 1 | 2 | 3 | 4;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: double
             * @description face value
             */
            face_value?: Decimal;
            /**
             * Format: date-time
             * @description start of validity, UTC
             */
            valid_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description order ID */
            order_id?: string;
            /** @description promotion plan ID */
            promotion_plan_id?: string;
            /** @description promotion plan name */
            plan_name?: string;
            /** @description promotion plan description */
            plan_desc?: string;
            /**
             * @description coupon medium
             * @enum {integer}
             */
            media_type?: 1 | 2;
            /**
             * @description how the coupon was obtained
             * @enum {integer}
             */
            fetch_method?: 1 | 2 | 3 | 4 | 5;
            /** @description limits on use */
            use_limits?: components["schemas"]["ICouponUseLimitInfoV2"][];
            /**
             * Format: date-time
             * @description activation time, UTC
             */
            active_time?: string;
            /**
             * Format: date-time
             * @description use time, UTC
             */
            reserve_time?: string;
            /** @description promotion ID */
            promotion_id?: string;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * @description coupon version
             * @enum {integer}
             */
            coupon_version?: 1 | 2;
            /**
             * Format: double
             * @description remaining balance
             */
            balance?: Decimal;
            /** @description order that locks the coupon */
            lock_order_id?: string;
            /** @description coupon purpose */
            coupon_usage?: string;
            /**
             * @description frozen state
             * @enum {string}
             */
            is_frozen?: "0" | "1";
            /** @description currency code */
            currency?: string;
            /** @description extension field */
            extend_param1?: string;
            /** @description coupon source, e.g. partner ID */
            source_id?: string;
        };
        IQueryUserPartnerCouponsResultV2: {
            /** @description coupon ID */
            coupon_id?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5;
            /** @description customer account ID */
            customer_id?: string;
            /**
             * @description coupon type
             * @enum {integer}
             */
            coupon_type?: 1 | 4;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: decimal
             * @description face value
             */
            face_value?: Decimal;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description order ID */
            order_id?: string;
            /** @description promotion plan ID */
            promotion_plan_id?: string;
            /** @description promotion plan name */
            promotion_plan_name?: string;
            /** @description promotion plan description */
            promotion_plan_desc?: string;
            /**
             * @description coupon medium
             * @enum {integer}
             */
            media_type?: 1 | 2;
            /**
             * @description how the coupon was obtained
             * @enum {integer}
             */
            fetch_method?: 1 | 2 | 3 | 4 | 5;
            /** @description limits on use */
            use_limits?: components["schemas"]["ICouponUseLimitInfoV2"][];
            /** @description activation time, UTC */
            active_time?: string;
            /** @description last use, UTC */
            last_used_time?: string;
            /** @description promotion ID */
            promotion_id?: string;
            /** @description creation time, UTC */
            create_time?: string;
            /**
             * Format: decimal
             * @description remaining balance
             */
            balance?: Decimal;
            /** @description order that locks the coupon */
            lock_order_id?: string;
            /**
             * @description frozen state
             * @enum {string}
             */
            is_frozen?: "0" | "1";
        };
        IncentiveAndDiscountPolicy: {
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /**
             * @description incentive policy
             * @enum {string}
             */
            incentive_policy?: "0" | "1" | "2" | "13";
            /**
             * @description whether a partner discount may apply
             * @enum {string}
             */
            allow_discount?: "YES" | "NO";
        };
        IndirectPartnerInfo: {
            /** @description reseller ID */
            indirect_partner_id?: string;
            /** @description mobile number */
            mobile_phone?: string;
            /** @description e-mail address */
            email?: string;
            /** @description reseller account name */
            account_name?: string;
            /** @description reseller name */
            name?: string;
            /**
             * Format: date-time
             * @description association time, UTC
             */
            associated_on?: string;
            /** @description account manager identifier */
            account_manager_id?: string;
            /** @description account manager name */
            account_manager_name?: string;
        };
        InvoiceRequestInfoIntl: {
            /** @description request ID */
            requestId?: string;
            /** @description rejection reason */
            cancelReason?: string;
            /**
             * @description whose invoice
             * @enum {integer}
             */
            titleType?: 0 | 1;
            /**
             * @description channel
             * @enum {integer}
             */
            channelType?: 0;
            /**
             * @description VAT invoice kind
             * @enum {integer}
             */
            invoiceType?: 0 | 1;
            /** @description invoice title */
            invoiceTitle?: string;
            /**
             * Format: decimal
             * @description invoiced amount, USD
             */
            invoiceAmount?: Decimal;
            /**
             * @description what is invoiced
             * @enum {integer}
             */
            invoiceMethod?: 0 | 1 | 2;
            /**
             * @description tax or commercial invoice
             * @enum {integer}
             */
            invoiceClass?: 0 | 1;
            /**
             * @description invoice state
             * @enum {integer}
             */
            invoiceState?: 0 | 1 | 4 | 5 | 6 | 7 | 8 | 9 | 11 | 13 | 14 | 15;
            /** @description who requested the invoice */
            applyOpera?: string;
            /** @description postal address */
            addressInfo?: components["schemas"]["PostAddressInfoIntl"];
            /**
             * Format: date-time
             * @description request time, UTC
             */
            applyTime?: string;
            /**
             * @description invoice medium
             * @enum {string}
             */
            invoiceMode?: "0";
            /** @description e-mail for electronic invoices */
            email?: string;
            /**
             * @description request kind
             * @enum {string}
             */
            requestMode?: "0" | "1" | "2";
            /** @description original request ID when returning an invoice */
            srcRequestId?: string;
            /** @description contracting entity ID */
            salesId?: string;
            /** @description invoice number */
            invoiceNo?: string;
            /**
             * @description trade type
             * @enum {integer}
             */
            tradeType?: 3 | 4 | 5 | 6 | 7 | 8 | 10;
            /** @description invoice billing cycle */
            billCycle?: string;
            /** @description taxes */
            taxList?: components["schemas"]["TaxInfo"][];
        };
        IssuedCouponQuota: {
            /** @description granted quota ID */
            quota_id?: string;
            /**
             * @description quota type
             * @enum {integer}
             */
            quota_type?: 0;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description last change, UTC
             */
            last_update_time?: string;
            /**
             * Format: decimal
             * @description quota amount
             */
            quota_value?: Decimal;
            /**
             * @description quota status
             * @enum {integer}
             */
            quota_status?: 0 | 3 | 4 | 5 | 6;
            /**
             * Format: decimal
             * @description remaining balance
             */
            balance?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description limits of the quota */
            limit_infos?: components["schemas"]["QuotaLimitInfo"][];
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
            /** @description reseller account name */
            indirect_partner_account_name?: string;
            /** @description reseller name */
            indirect_partner_name?: string;
            /** @description distributor quota it came from */
            parent_quota_id?: string;
        };
        LimitInfoV2: {
            /** @description limit record ID */
            use_limiti_info_id?: string;
            /** @description limit key */
            limit_key?: string;
            /** @description first value */
            value1?: string;
            /** @description second value */
            value2?: string;
            /** @description unit of the values */
            value_unit?: string;
            /** @description limit type */
            limit_type?: string;
            /** @description promotion plan ID */
            promotion_plan_id?: string;
        };
        LimitValue: {
            /** @description first value */
            value1?: string;
            /** @description second value */
            value2?: string;
        };
        ListCitiesResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description cities */
            cities?: components["schemas"]["City"][];
        };
        ListConsumeSubCustomersReq: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            bill_cycle: string;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
        };
        ListConsumeSubCustomersResponse: {
            /** @description customers */
            sub_customers?: components["schemas"]["SubCustomerInfoV3"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListConversionsResponse: {
            /** @description unit conversions */
            conversions?: components["schemas"]["Conversion"][];
        };
        ListCostsReq: {
            /** @description time range */
            time_condition: components["schemas"]["TimeCondition"];
            /** @description dimensions to group by */
            groupby: components["schemas"]["GroupBy"][];
            /**
             * @description cost basis
             * @enum {string}
             */
            cost_type: "ORIGINAL_COST" | "AMORTIZED_COST";
            /**
             * @description which amount to show
             * @enum {string}
             */
            amount_type: "PAYMENT_AMOUNT" | "NET_AMOUNT";
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page, default 10
             * @default 10
             */
            limit?: number;
            /** @description filters */
            filters?: components["schemas"]["FilterV2"][];
        };
        ListCostsResponse: {
            /** @description currency code */
            currency?: string;
            /** @description matching records in total */
            total_count?: number;
            /** @description costs per dimension */
            cost_data?: components["schemas"]["CostDataByDimension"][];
        };
        ListCountiesResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description counties and districts */
            counties?: components["schemas"]["County"][];
        };
        ListCouponQuotasRecordsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description records */
            records?: components["schemas"]["QuotaRecord"][];
        };
        ListCustomerBillsFeeRecordsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description records */
            records?: components["schemas"]["MonthlyBillRecord"][];
            /** @description currency code */
            currency?: string;
        };
        ListCustomerOnDemandResourcesResponse: {
            /** @description resources */
            resources?: components["schemas"]["CustomerOnDemandResource"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListCustomerOrdersResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description orders */
            order_infos?: components["schemas"]["CustomerOrderV2"][];
        };
        ListCustomersBalancesDetailResponse: {
            /** @description balances per customer */
            customer_balances?: components["schemas"]["CustomerBalancesV2"][];
        };
        ListCustomerselfResourceRecordDetailsResponse: {
            /** @description usage detail records */
            monthly_records?: components["schemas"]["MonthlyBillRes"][];
            /** @description matching records in total */
            total_count?: number;
            /** @description currency code */
            currency?: string;
        };
        ListCustomerselfResourceRecordsResponse: {
            /** @description expenditure records */
            fee_records?: components["schemas"]["ResFeeRecordV2"][];
            /** @description matching records in total */
            total_count?: number;
            /** @description currency code */
            currency?: string;
        };
        ListEnterpriseSubCustomersResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description member accounts */
            sub_customer_infos?: components["schemas"]["SubCustomerInfoV2"][];
        };
        ListFreeResourceInfosReq: {
            /** @description region code */
            region_code?: string;
            /** @description order ID */
            order_id?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product name */
            product_name?: string;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 0 | 1 | 2 | 3 | 4;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /** @description cloud service type codes */
            service_type_code_list?: string[];
        };
        ListFreeResourceInfosResponse: {
            /** @description resource packages */
            free_resource_packages?: components["schemas"]["FreeResourcePackageV3"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListFreeResourceUsagesReq: {
            /** @description resource item IDs */
            free_resource_ids: string[];
        };
        ListFreeResourceUsagesResponse: {
            /** @description resource items */
            free_resources?: components["schemas"]["FreeResourceDetail"][];
        };
        ListFreeResourcesUsageRecordsResponse: {
            /** @description package deduction records */
            free_resource_records?: components["schemas"]["FreeResourceRecord"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListIncentiveDiscountPoliciesResponse: {
            /** @description incentive and discount policies */
            policies?: components["schemas"]["IncentiveAndDiscountPolicy"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListIndirectPartnersResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description resellers */
            indirect_partners?: components["schemas"]["IndirectPartnerInfo"][];
        };
        ListInvoicesResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description invoices */
            invoices?: components["schemas"]["InvoiceRequestInfoIntl"][];
        };
        ListIssuedCouponQuotasResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description coupon quotas */
            quotas?: components["schemas"]["IssuedCouponQuota"][];
        };
        ListIssuedPartnerCouponsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description coupons */
            user_coupons?: components["schemas"]["IQueryUserPartnerCouponsResultV2"][];
        };
        ListMeasureUnitsResponse: {
            /** @description measurement units */
            measure_units?: components["schemas"]["MeasureUnitRest"][];
        };
        ListOnDemandResourceRatingsResponse: {
            /**
             * Format: decimal
             * @description discounted amount
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
            /** @description price per product */
            product_rating_results?: components["schemas"]["DemandProductRatingResult"][];
        };
        ListOrderCouponsByOrderIdResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description coupons */
            user_coupons?: components["schemas"]["CouponInfoV2"][];
            /** @description how many coupons may be used */
            coupon_max_use_quantity?: components["schemas"]["CouponMaxUseQuantity"][];
        };
        ListOrderDiscountsResponse: {
            /** @description discounts */
            discounts?: components["schemas"]["DiscountInfoV3"][];
        };
        ListPartnerAccountChangeRecordsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description currency code */
            currency?: string;
            /** @description records */
            records?: components["schemas"]["AccountChangeRecord"][];
        };
        ListPartnerAdjustRecordsResponse: {
            /** @description records */
            records?: components["schemas"]["AdjustRecordV3"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListPartnerBalancesResponse: {
            /** @description balances per account */
            account_balances?: components["schemas"]["AccountBalanceV2"][];
        };
        ListPartnerCouponsRecordResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description records */
            records?: components["schemas"]["CouponRecordV2"][];
        };
        ListPayPerUseCustomerResourcesResponse: {
            /** @description resources */
            data?: components["schemas"]["OrderInstanceV2"][];
            /** @description matching records in total */
            total_count?: number;
        };
        ListPostpaidBillSumResponse: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            bill_cycle?: string;
            /**
             * Format: decimal
             * @description amount due including tax
             */
            initial_amount_due?: Decimal;
            /**
             * Format: decimal
             * @description consumption in the bill
             */
            consume_amount?: Decimal;
            /**
             * Format: decimal
             * @description refunds in the bill
             */
            refunds?: Decimal;
            /**
             * Format: decimal
             * @description adjustments in the bill
             */
            adjustments?: Decimal;
            /**
             * Format: decimal
             * @description output tax, not in the amount due
             */
            tax_amount?: Decimal;
            /** @description currency code */
            currency?: string;
        };
        ListProvincesResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description provinces */
            provinces?: components["schemas"]["Province"][];
        };
        ListQuotaCouponsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description coupon quotas */
            quotas?: components["schemas"]["CouponQuotaV2"][];
        };
        ListRateOnPeriodDetailResponse: {
            /** @description list price result */
            official_website_rating_result?: components["schemas"]["OfficialWebsiteRatingResult"];
            /** @description price per optional discount */
            optional_discount_rating_results?: components["schemas"]["OptionalDiscountRatingResult"][];
            /** @description currency code */
            currency?: string;
        };
        ListRenewRateOnPeriodReq: {
            /** @description primary resource IDs */
            resource_ids: string[];
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type: 2 | 3;
            /** @description number of periods */
            period_num: number;
            /**
             * @description also price the attached resources
             * @default false
             */
            include_relative_resources?: boolean;
        };
        ListRenewRateOnPeriodResponse: {
            /** @description currency code */
            currency?: string;
            /** @description renewal price per resource */
            renew_inquiry_results?: components["schemas"]["RenewInquiryResultInfo"][];
            /** @description list price result */
            official_website_rating_result?: components["schemas"]["OfficialWebsiteRatingResultV2"];
            /** @description price per optional discount */
            optional_discount_rating_results?: components["schemas"]["OptionalDiscountRatingResultV2"][];
            /** @description resources that failed */
            fail_resource_infos?: components["schemas"]["FailResourceInfo"][];
        };
        ListResourceSpecsResponse: {
            /** @description paging */
            page_info?: components["schemas"]["PageInfo"];
            /** @description resource specifications */
            cloud_service_basics?: components["schemas"]["CloudServiceBasic"][];
        };
        ListResourceTypesResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description resource types */
            resource_types?: components["schemas"]["ResourceTypes"][];
        };
        ListServiceResourcesResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description resource types */
            infos?: components["schemas"]["ServiceResourceInfo"][];
        };
        ListServiceTypesResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description cloud service types */
            service_types?: components["schemas"]["ServiceTypes"][];
        };
        ListStoredValueCardsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description stored-value cards */
            stored_value_cards?: components["schemas"]["UserStoredValueCard"][];
        };
        ListSubCustomerBillDetailResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description currency code */
            currency?: string;
            /** @description expenditure records */
            fee_records?: components["schemas"]["SubCustomerMonthlyBillDetail"][];
        };
        ListSubCustomerBudgetRecordsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
            /** @description budget records */
            record_list?: components["schemas"]["BudgetRecordInfo"][];
        };
        ListSubCustomerBudgetReq: {
            /** @description customer account IDs */
            customer_ids: string[];
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        ListSubCustomerBudgetResponse: {
            /** @description unit of the amount */
            measure_id?: number;
            /** @description currency code */
            currency?: string;
            /** @description budgets per customer */
            budget_infos?: components["schemas"]["BudgetInfo"][];
        };
        ListSubCustomerCouponsResponse: {
            /** @description matching records in total */
            count?: number;
            /** @description coupons */
            user_coupons?: components["schemas"]["IQueryUserCouponsResultV2"][];
        };
        ListSubCustomerNewTagReq: {
            /** @description customer account IDs */
            customer_ids?: string[];
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        ListSubCustomerNewTagResponse: {
            /** @description new-customer tags */
            new_customer_tags?: components["schemas"]["NewCustomerTagItem"][];
        };
        ListSubCustomersResponse: {
            /** @description customers */
            customer_infos?: components["schemas"]["CustomerInformation"][];
            /** @description matching records in total */
            count?: number;
        };
        ListSubcustomerMonthlyBillsResponse: {
            /** @description summary records */
            bill_sums?: components["schemas"]["BillSumInfoV2"][];
            /** @description matching records in total */
            count?: number;
            /** @description currency code */
            currency?: string;
        };
        ListUsageTypesResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description usage types */
            usage_types?: components["schemas"]["UsageType"][];
        };
        MeasureUnitRest: {
            /** @description unit ID */
            measure_id?: number;
            /** @description unit name in the asked language */
            measure_name?: string;
            /** @description short name */
            abbreviation?: string;
            /**
             * @description measurement type
             * @enum {integer}
             */
            measure_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | 40 | 41 | 82 | 98 | 103 | 104 | 108 | 109 | 110;
        };
        ModSubCustomerBudgetReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * Format: decimal
             * @description target amount, 2 decimals
             */
            budget_amount: Decimal;
            /**
             * @description also unfreeze the account; a number in every sample of the page
             * @default 0
             * @enum {string|integer}
             */
            cancel_partner_frozen?: "0" | "1" | 0 | 1;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
            /**
             * @description budget mode
             * @default MONTHLY
             * @enum {string}
             */
            budget_type?: "MONTHLY" | "PACKAGE";
            /**
             * @description freeze by hand or automatically on overspend
             * @enum {integer}
             */
            frozen_operate_type?: 0 | 1;
        };
        MonthlyBillRecord: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            bill_cycle?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description region code */
            region_code?: string;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /** @description enterprise project name */
            enterprise_project_name?: string;
            /**
             * @description billing mode
             * @enum {integer}
             */
            charging_mode?: 1 | 3 | 10 | 11;
            /** @description consumption time */
            consume_time?: string;
            /** @description transaction time */
            trade_time?: string;
            /**
             * @description provider
             * @enum {integer}
             */
            provider_type?: 1 | 2;
            /** @description order ID or transaction ID */
            trade_id?: string;
            /** @description record ID (reserved) */
            id?: string;
            /**
             * @description bill type
             * @enum {integer}
             */
            bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 16 | 18 | 20 | 23 | 24 | 25 | 103;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3;
            /**
             * Format: decimal
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            official_discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount rounded off
             */
            erase_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount due
             */
            consume_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_value_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from bonus (legacy)
             */
            bonus_amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            writeoff_amount?: Decimal;
            /** @description region name */
            region_name?: string;
            /** @description account (login) name */
            account_name?: string;
        };
        MonthlyBillRes: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            cycle?: string;
            /**
             * Format: date
             * @description consumption day, YYYY-MM-DD, UTC+8
             */
            bill_date?: string;
            /**
             * @description bill type
             * @enum {integer}
             */
            bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 15 | 16 | 17 | 18 | 20 | 23 | 24 | 25 | 100 | 101 | 102 | 103;
            /** @description account that consumed */
            customer_id?: string;
            /** @description region code */
            region?: string;
            /** @description region name */
            region_name?: string;
            /** @description cloud service type code */
            cloud_service_type?: string;
            /** @description resource type code */
            resource_Type_code?: string;
            /** @description cloud service type name */
            cloud_service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description resource instance ID */
            res_instance_id?: string;
            /** @description resource name */
            resource_name?: string;
            /** @description resource tag */
            resource_tag?: string;
            /** @description SKU code */
            sku_code?: string;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /** @description enterprise project name */
            enterprise_project_name?: string;
            /**
             * @description billing mode
             * @enum {integer}
             */
            charge_mode?: 1 | 3 | 10 | 11;
            /**
             * Format: decimal
             * @description amount due, coupons included, 8 decimals
             */
            consume_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from bonus (legacy)
             */
            bonus_amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            adjustment_amount?: Decimal;
            /**
             * Format: decimal
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type?: 5 | 19 | 20 | 24 | 25;
            /** @description root resource ID */
            root_resource_id?: string;
            /** @description parent resource ID */
            parent_resource_id?: string;
            /** @description order ID or transaction ID */
            trade_id?: string;
            /** @description record ID (reserved) */
            id?: string;
            /** @description product specification text */
            product_spec_desc?: string;
            /** @description sub-service type code */
            sub_service_type_code?: string;
            /** @description sub-service type name */
            sub_service_type_name?: string;
            /** @description sub-resource type code */
            sub_resource_type_code?: string;
            /** @description sub-resource type name */
            sub_resource_type_name?: string;
            /** @description sub-resource ID */
            sub_resource_id?: string;
            /** @description sub-resource name */
            sub_resource_name?: string;
            /** @description original order ID */
            pre_order_id?: string;
            /** @description availability zones */
            az_code_infos?: components["schemas"]["AzCodeInfo"][];
            /** @description paying account ID */
            payer_account_id?: string;
            /** @description usage start, with statistic_type 3 */
            effective_time?: string;
            /** @description usage end, with statistic_type 3 */
            expire_time?: string;
            /**
             * Format: date-time
             * @description consumption time
             */
            consume_time?: string;
            /** @description operating entity ID */
            be_id?: string;
            /** @description related resources */
            extend_params?: components["schemas"]["ResRelation"];
            /** @description login name of the consumer */
            account_name?: string;
            /**
             * Format: decimal
             * @description number of periods
             */
            period_num?: Decimal;
            /**
             * @description spot instance flag
             * @enum {string}
             */
            is_spot?: "Y" | "N" | "--";
            /** @description promotion codes, comma separated */
            promotion_type?: string;
            /**
             * @description upfront payment option
             * @enum {string}
             */
            payment_type?: "ALL_UPFRONT" | "PARTIAL_UPFRONT" | "NO_UPFRONT";
        };
        NewCustomerTagItem: {
            /** @description customer account ID */
            customer_id?: string;
            /**
             * @description kind of new-customer tag
             * @enum {string}
             */
            customer_tag_type?: "SMB";
            /**
             * @description new-customer tag
             * @enum {string}
             */
            new_customer_tag?: "Y" | "N" | "UNDETERMINED";
            /** @description first month, YYYY-MM */
            effective_time?: string;
            /** @description last month, YYYY-MM */
            expire_time?: string;
        };
        OfficialWebsiteRatingResult: {
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description price per product */
            product_rating_results?: components["schemas"]["PeriodProductOfficialRatingResult"][];
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2 | 3;
        };
        OfficialWebsiteRatingResultV2: {
            /** @description list price */
            official_website_amount?: string;
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2;
        };
        OptionalDiscountRatingResult: {
            /** @description discount ID */
            discount_id?: string;
            /**
             * Format: decimal
             * @description final amount after the discount
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * @description discount type
             * @enum {integer}
             */
            discount_type?: 605 | 606 | 607;
            /** @description discount name */
            discount_name?: string;
            /**
             * @description whether this is the best discount
             * @enum {integer}
             */
            best_offer?: 0 | 1;
            /** @description price per product */
            product_rating_results?: components["schemas"]["PeriodProductRatingResult"][];
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /** @description instalment discount */
            installment_official_discount_amount?: string;
            /** @description instalment price */
            installment_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2 | 3;
        };
        OptionalDiscountRatingResultV2: {
            /** @description discount ID */
            discount_id?: string;
            /** @description final amount after the discount */
            amount?: string;
            /** @description list price */
            official_website_amount?: string;
            /** @description discount amount */
            discount_amount?: string;
            /**
             * @description discount type
             * @enum {integer}
             */
            discount_type?: 605 | 606 | 607;
            /** @description discount name */
            discount_name?: string;
            /**
             * @description whether this is the best discount
             * @enum {integer}
             */
            best_offer?: 0 | 1;
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /** @description instalment discount */
            installment_official_discount_amount?: string;
            /** @description instalment price */
            installment_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2;
        };
        OrderInstanceV2: {
            /** @description internal ID of the provisioning */
            id?: string;
            /** @description resource ID */
            resource_id?: string;
            /** @description resource name */
            resource_name?: string;
            /** @description region code */
            region_code?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description resource specification code */
            resource_spec_code?: string;
            /** @description project ID */
            project_id?: string;
            /** @description product ID */
            product_id?: string;
            /** @description parent resource ID */
            parent_resource_id?: string;
            /**
             * @description whether it is a primary resource
             * @enum {integer}
             */
            is_main_resource?: 0 | 1;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 2 | 3 | 4 | 5;
            /**
             * Format: date-time
             * @description start of use, UTC
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description expiry, UTC
             */
            expire_time?: string;
            /**
             * @description what happens at expiry
             * @enum {integer}
             */
            expire_policy?: 0 | 1 | 2 | 3 | 4 | 5;
            /** @description product specification text */
            product_spec_desc?: string;
            /**
             * Format: decimal
             * @description size, linear products only
             */
            spec_size?: Decimal;
            /** @description unit of the size */
            spec_size_measure_id?: number;
            /**
             * Format: date-time
             * @description last change, UTC
             */
            update_time?: string;
            /** @description enterprise project */
            enterprise_project?: components["schemas"]["EnterpriseProject"];
        };
        OrderLineItemEntityV2: {
            /** @description order item ID */
            order_line_item_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product specification text */
            product_spec_desc?: string;
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
            /** @description number of periods, null for unsubscription */
            period_num?: number;
            /**
             * Format: date-time
             * @description start of validity
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
            /** @description quantity */
            subscription_num?: number;
            /**
             * Format: double
             * @description price after discount, before coupons and cards
             */
            amount_after_discount?: Decimal;
            /**
             * Format: double
             * @description list price amount
             */
            official_amount?: Decimal;
            /** @description amount breakdown */
            amount_info?: components["schemas"]["AmountInfomationV2"];
            /** @description currency code */
            currency?: string;
            /** @description product catalogue code */
            category_code?: string;
            /** @description service type owning the product */
            product_owner_service?: string;
            /** @description resource type owning the business terms */
            commercial_resource?: string;
            /** @description base product */
            base_product_info?: components["schemas"]["ProductObject"];
            /** @description order ID */
            order_id?: string;
        };
        OrderLineItemV3: {
            /** @description merged order item IDs */
            order_line_item_ids: string[];
            /**
             * @description how the discount works
             * @enum {integer}
             */
            discount_mode: 0 | 1 | 2;
            /**
             * Format: decimal
             * @description amount off
             */
            discount_amount: Decimal;
            /**
             * Format: decimal
             * @description discount ratio
             */
            discount_ratio: Decimal;
        };
        OrderRefundInfoV2: {
            /** @description record ID */
            id: string;
            /**
             * Format: decimal
             * @description amount, negative when refunded
             */
            amount: Decimal;
            /**
             * @description unit of the amount
             * @enum {string}
             */
            measure_id: "1";
            /** @description customer account ID */
            customer_id: string;
            /** @description resource type code */
            resource_type_code: string;
            /** @description cloud service type code */
            service_type_code: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description region code */
            region_code: string;
            /** @description original order behind this amount */
            base_order_id?: string;
        };
        OrderV3: {
            /** @description order ID */
            order_id: string;
            /** @description order items */
            order_line_items: components["schemas"]["OrderLineItemV3"][];
        };
        PageInfo: {
            /** @description marker of the next page, null at the end */
            next_marker?: string;
        };
        PayCustomerOrderV3Req: {
            /** @description order ID */
            order_id: string;
            /**
             * @description whether coupons are used
             * @enum {string}
             */
            use_coupon: "YES" | "NO";
            /**
             * @description whether a discount is used
             * @enum {string}
             */
            use_discount: "YES" | "NO";
            /** @description coupons */
            coupon_infos?: components["schemas"]["CouponSimpleInfoOrderPayV3"][];
            /** @description discounts to use, at most one */
            discount_infos?: components["schemas"]["DiscountSimpleInfoV3"][];
        };
        PeriodProductInfo: {
            /** @description caller's ID, unique in the request */
            id: string;
            /** @description cloud service type code */
            cloud_service_type: string;
            /** @description resource type code */
            resource_type: string;
            /** @description resource specification */
            resource_spec: string;
            /** @description region code */
            region: string;
            /** @description availability zone */
            available_zone?: string;
            /** @description resource size, linear products only */
            resource_size?: number;
            /**
             * @description unit of the size
             * @enum {integer}
             */
            size_measure_id?: 14 | 15 | 17;
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type: 0 | 2 | 3 | 4;
            /** @description number of periods */
            period_num: number;
            /** @description quantity */
            subscription_num: number;
            /**
             * @description instalment mode
             * @default NA
             * @enum {string}
             */
            fee_installment_mode?: "HALF_PAY" | "ZERO_PAY" | "NA";
        };
        PeriodProductOfficialRatingResult: {
            /** @description caller's ID from the request */
            id?: string;
            /** @description product ID */
            product_id?: string;
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2 | 3;
        };
        PeriodProductRatingResult: {
            /** @description caller's ID from the request */
            id?: string;
            /** @description product ID */
            product_id?: string;
            /**
             * Format: decimal
             * @description final amount after the discount
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description list price
             */
            official_website_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description instalment list price */
            installment_official_website_amount?: string;
            /** @description instalment discount */
            installment_official_discount_amount?: string;
            /** @description instalment price */
            installment_amount?: string;
            /**
             * @description instalment period unit
             * @enum {integer}
             */
            installment_period_type?: 2 | 3;
        };
        PeriodToOnDemandInstantlyReq: {
            /** @description resource IDs */
            resource_ids: string[];
        };
        PeriodToOnDemandReq: {
            /**
             * @description set or cancel
             * @enum {string}
             */
            operation: "SET_UP" | "CANCEL";
            /** @description primary resource IDs */
            resource_ids: string[];
        };
        PostAddressInfoIntl: {
            /** @description recipient address */
            address?: string;
            /** @description recipient */
            recipients?: string;
            /** @description recipient postcode */
            zipCode?: string;
            /** @description recipient mobile number */
            mobilePhone?: string;
        };
        ProductObject: {
            /** @description product ID */
            product_id?: string;
            /** @description product specification text */
            product_spec_desc?: string;
            /** @description product catalogue code */
            category_code?: string;
            /** @description service type owning the product */
            product_owner_service?: string;
            /** @description resource type owning the business terms */
            commercial_resource?: string;
        };
        Province: {
            /** @description province code */
            code: string;
            /** @description province name */
            name: string;
        };
        QueryCouponQuotasReqExt: {
            /** @description coupon quota IDs */
            quota_ids?: string[];
            /** @description quota states to match */
            quota_status_list?: (0 | 3 | 4 | 5)[];
            /**
             * @description quota type
             * @default 0
             * @enum {integer}
             */
            quota_type?: 0 | 1;
            /**
             * Format: date-time
             * @description creation window start, UTC
             */
            create_time_begin?: string;
            /**
             * Format: date-time
             * @description creation window end, UTC
             */
            create_time_end?: string;
            /**
             * Format: date-time
             * @description validity start, window from, UTC
             */
            effective_time_begin?: string;
            /**
             * Format: date-time
             * @description validity start, window to, UTC
             */
            effective_time_end?: string;
            /**
             * Format: date-time
             * @description expiry window start, UTC
             */
            expire_time_begin?: string;
            /**
             * Format: date-time
             * @description expiry window end, UTC
             */
            expire_time_end?: string;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        QueryCustomerOnDemandResourcesReq: {
            /** @description customer account ID */
            customer_id: string;
            /** @description region code */
            region_code?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource IDs */
            resource_ids?: string[];
            /**
             * Format: date-time
             * @description validity start, window from, UTC
             */
            effective_time_begin?: string;
            /**
             * Format: date-time
             * @description validity start, window to, UTC
             */
            effective_time_end?: string;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        QueryCustomersBalancesReq: {
            /** @description customers */
            customer_infos: components["schemas"]["CustomerInfoV2"][];
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        QueryIndirectPartnersReq: {
            /** @description reseller account name to match */
            account_name?: string;
            /**
             * Format: date-time
             * @description association window start, UTC
             */
            associated_on_begin?: string;
            /**
             * Format: date-time
             * @description association window end, UTC
             */
            associated_on_end?: string;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /** @description one reseller's ID */
            indirect_partner_id?: string;
        };
        QueryResRecordsDetailReq: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            cycle: string;
            /** @description cloud service type code */
            cloud_service_type?: string;
            /** @description resource type code */
            resource_type?: string;
            /** @description region code */
            region?: string;
            /** @description resource instance ID */
            res_instance_id?: string;
            /**
             * @description billing mode
             * @enum {integer}
             */
            charge_mode?: 1 | 3 | 10 | 11;
            /**
             * @description bill type
             * @enum {integer}
             */
            bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 15 | 16 | 17 | 18 | 20 | 23 | 24 | 25 | 100 | 101 | 102 | 103;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /** @description also return zero-amount records */
            include_zero_record?: boolean;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /**
             * @description whose records to return
             * @default all
             * @enum {string}
             */
            method?: "oneself" | "sub_customer" | "all";
            /** @description enterprise member account ID */
            sub_customer_id?: string;
            /**
             * @description level of detail
             * @default 1
             * @enum {integer}
             */
            statistic_type?: 1 | 2 | 3;
            /**
             * @description by cycle or by day
             * @default BILLCYCLE
             * @enum {string}
             */
            query_type?: "BILLCYCLE" | "DAILY";
            /**
             * Format: date
             * @description first day, YYYY-MM-DD, for DAILY queries
             */
            bill_cycle_begin?: string;
            /**
             * Format: date
             * @description last day, YYYY-MM-DD, for DAILY queries
             */
            bill_cycle_end?: string;
            /** @description paying account ID */
            payer_account_id?: string;
        };
        QueryResourcesReq: {
            /** @description resource IDs */
            resource_ids?: string[];
            /** @description order ID */
            order_id?: string;
            /**
             * @description primary resources only
             * @default 0
             * @enum {integer}
             */
            only_main_resource?: 0 | 1;
            /** @description resource states to match */
            status_list?: (2 | 3 | 4 | 5)[];
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /**
             * Format: date-time
             * @description expiry window start, UTC
             */
            expire_time_begin?: string;
            /**
             * Format: date-time
             * @description expiry window end, UTC
             */
            expire_time_end?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description customer account ID */
            customer_id?: string;
        };
        QuerySubCustomerListReq: {
            /** @description login name to match */
            account_name?: string;
            /** @description real-name verified name to match */
            customer?: string;
            /**
             * @description records to skip, from 0
             * @default 0
             */
            offset?: number;
            /**
             * @description records per page
             * @default 10
             */
            limit?: number;
            /** @description label to match */
            label?: string;
            /**
             * @description how the customer is associated with the partner
             * @enum {string}
             */
            association_type?: "1" | "2" | "3";
            /**
             * Format: date-time
             * @description association window start, UTC
             */
            associated_on_begin?: string;
            /**
             * Format: date-time
             * @description association window end, UTC
             */
            associated_on_end?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        QuotaLimitInfo: {
            /** @description limit key */
            limit_key?: string;
            /** @description limit values */
            limit_values?: components["schemas"]["LimitValue"][];
        };
        QuotaReclaim: {
            /** @description reclaimed quota ID */
            quota_id?: string;
            /**
             * Format: decimal
             * @description balance left on the quota
             */
            quota_balance?: Decimal;
        };
        QuotaRecord: {
            /** @description record ID */
            id?: string;
            /** @description operator account name */
            operator?: string;
            /**
             * @description operation type
             * @enum {string}
             */
            operation_type?: "10" | "11";
            /** @description coupon quota ID */
            quota_id?: string;
            /** @description distributor quota it came from */
            parent_quota_id?: string;
            /**
             * Format: decimal
             * @description amount granted or reclaimed
             */
            amount?: Decimal;
            /**
             * Format: date-time
             * @description operation time, UTC
             */
            operation_time?: string;
            /**
             * @description result
             * @enum {string}
             */
            result?: "-1" | "0";
            /** @description reseller account name */
            indirect_partner_account_name?: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
            /** @description reseller name */
            indirect_partner_name?: string;
            /** @description note */
            remark?: string;
        };
        QuotaSimpleInfo: {
            /** @description reseller ID */
            id: string;
            /** @description quota ID granted to the reseller */
            quota_id: string;
        };
        RateOnDemandReq: {
            /** @description project ID */
            project_id: string;
            /**
             * @description precision of the result
             * @default 0
             * @enum {integer}
             */
            inquiry_precision?: 0 | 1;
            /** @description products to price */
            product_infos: components["schemas"]["DemandProductInfo"][];
        };
        RateOnPeriodReq: {
            /** @description project ID */
            project_id: string;
            /** @description products to price */
            product_infos: components["schemas"]["PeriodProductInfo"][];
        };
        ReclaimCouponQuotasReq: {
            /** @description reseller quotas to reclaim */
            quota_ids: string[];
            /** @description note */
            remark?: string;
        };
        ReclaimCouponQuotasResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["ErrorDetail"][];
            /** @description quotas handled */
            simple_quota_infos?: components["schemas"]["QuotaReclaim"][];
        };
        ReclaimIndirectPartnerAccountReq: {
            /** @description reseller ID, for reseller customers */
            indirect_partner_id: string;
            /**
             * Format: decimal
             * @description amount to reclaim, above 0, 2 decimals
             */
            amount: Decimal;
        };
        ReclaimIndirectPartnerAccountResponse: {
            /** @description transaction number */
            trans_id?: string;
        };
        ReclaimPartnerCouponsReq: {
            /** @description coupon ID */
            coupon_id: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        ReclaimToPartnerAccountBalancesReq: {
            /** @description customer account ID */
            customer_id: string;
            /**
             * Format: decimal
             * @description amount to reclaim, above 0, 2 decimals
             */
            amount: Decimal;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
        };
        ReclaimToPartnerAccountResponse: {
            /** @description transaction number */
            trans_id?: string;
        };
        RelationInfo: {
            /** @description related resource ID */
            relative_resource_id?: string;
            /**
             * @description relation
             * @enum {string}
             */
            relative_type?: "PARENT" | "ROOT";
        };
        RenewInquiryResultInfo: {
            /** @description resource ID */
            resource_id?: string;
            /** @description renewal price including attached resources */
            amount?: string;
        };
        RenewResourceConfigReq: {
            /**
             * @description which renewal setting to change
             * @enum {string}
             */
            config_name: "DEDUCTION_DATE" | "EXPIRE_DATE";
            /** @description new value, depends on config_name */
            config_value: string;
        };
        RenewalResourcesReq: {
            /** @description primary resource IDs */
            resource_ids: string[];
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type: 2 | 3;
            /** @description number of periods */
            period_num: number;
            /**
             * @description without effect since 2024; pages of that time call it mandatory
             * @enum {integer}
             */
            expire_policy?: 0 | 1 | 2 | 3 | 4 | 5;
            /**
             * @description pay the order automatically
             * @default 0
             * @enum {integer}
             */
            is_auto_pay?: 0 | 1;
        };
        RenewalResourcesResponse: {
            /** @description order IDs */
            order_ids?: string[];
            /** @description resources that failed */
            fail_resource_infos?: components["schemas"]["FailResourceInfo"][];
        };
        ResFeeRecordV2: {
            /**
             * Format: date
             * @description consumption day, YYYY-MM-DD, UTC+8
             */
            bill_date?: string;
            /**
             * @description bill type
             * @enum {integer}
             */
            bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 15 | 16 | 17 | 18 | 20 | 23 | 24 | 25 | 100 | 101 | 102 | 103;
            /** @description account that consumed */
            customer_id?: string;
            /** @description region code */
            region?: string;
            /** @description region name */
            region_name?: string;
            /** @description cloud service type code */
            cloud_service_type?: string;
            /** @description resource type code */
            resource_type?: string;
            /** @description cloud service type name */
            cloud_service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description usage start, pay-per-use only */
            effective_time?: string;
            /** @description usage end, pay-per-use only */
            expire_time?: string;
            /** @description resource ID */
            resource_id?: string;
            /** @description resource name */
            resource_name?: string;
            /** @description resource tag */
            resource_tag?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product name */
            product_name?: string;
            /** @description product specification text */
            product_spec_desc?: string;
            /** @description SKU code */
            sku_code?: string;
            /**
             * Format: decimal
             * @description size, linear products only
             */
            spec_size?: Decimal;
            /** @description unit of the size */
            spec_size_measure_id?: number;
            /** @description order ID or transaction ID */
            trade_id?: string;
            /** @description record ID */
            id?: string;
            /** @description transaction time */
            trade_time?: string;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /** @description enterprise project name */
            enterprise_project_name?: string;
            /**
             * @description billing mode
             * @enum {string}
             */
            charge_mode?: "1" | "3" | "10" | "11";
            /** @description order ID */
            order_id?: string;
            /**
             * @description period unit
             * @enum {string}
             */
            period_type?: "5" | "19" | "20" | "24" | "25";
            /** @description usage type */
            usage_type?: string;
            /**
             * Format: decimal
             * @description usage
             */
            usage?: Decimal;
            /** @description unit of the usage */
            usage_measure_id?: number;
            /**
             * Format: decimal
             * @description usage covered by packages
             */
            free_resource_usage?: Decimal;
            /** @description unit of the package usage */
            free_resource_measure_id?: number;
            /**
             * Format: decimal
             * @description reserved instance usage
             */
            ri_usage?: Decimal;
            /** @description unit of the reserved instance usage */
            ri_usage_measure_id?: number;
            /**
             * Format: decimal
             * @description unit price
             */
            unit_price?: Decimal;
            /** @description unit of the price */
            unit?: string;
            /**
             * Format: decimal
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount due, coupons included, 8 decimals
             */
            amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from bonus (legacy)
             */
            bonus_amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            adjustment_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description formula of the paid amount */
            formula?: string;
            /** @description sub-service type code */
            sub_service_type_code?: string;
            /** @description sub-service type name */
            sub_service_type_name?: string;
            /** @description sub-resource type code */
            sub_resource_type_code?: string;
            /** @description sub-resource type name */
            sub_resource_type_name?: string;
            /** @description sub-resource ID */
            sub_resource_id?: string;
            /** @description sub-resource name */
            sub_resource_name?: string;
            /**
             * Format: date-time
             * @description consumption time
             */
            consume_time?: string;
            /** @description related order of a combined trade */
            relative_order_id?: string;
            /** @description login name of the consumer */
            account_name?: string;
            /**
             * Format: decimal
             * @description number of periods
             */
            period_num?: Decimal;
        };
        ResRelation: {
            /** @description resource this fee belongs to */
            self_resource_id?: string;
            /** @description related resources, at most two levels */
            relation_infos?: components["schemas"]["RelationInfo"][];
        };
        ResourceBasicInfo: {
            /** @description resource type code */
            resource_type_code?: string;
            /** @description service type owning the product */
            product_owner_service?: string;
            /** @description resource type name */
            name?: string;
            /** @description resource type description */
            description?: string;
        };
        ResourceSpecsFilter: {
            /**
             * @description filter key
             * @enum {string}
             */
            key: "RESOURCE_SPEC";
            /** @description filter value */
            value: string;
        };
        ResourceSpecsQueryReq: {
            /** @description cloud service type code */
            cloud_service_type: string;
            /** @description resource type code */
            resource_type: string;
            /** @description region code */
            region_code: string;
            /**
             * @description billing mode
             * @enum {string}
             */
            charge_mode: "1" | "3";
            /** @description filters */
            filters?: components["schemas"]["ResourceSpecsFilter"][];
            /** @description next_marker of the previous page */
            marker?: string;
            /**
             * @description records per page, 1-100
             * @default 100
             */
            limit?: number;
        };
        ResourceTypes: {
            /** @description resource type code */
            resource_type_code?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description resource type description */
            resource_type_desc?: string;
            /** @description cloud service type code */
            service_type_code?: string;
        };
        SendVerificationCodeV2Req: {
            /**
             * @description where the code is sent
             * @enum {integer}
             */
            receiver_type: 1 | 2;
            /** @description validity of the code in minutes */
            timeout?: number;
            /** @description address the code goes to */
            email?: string;
            /**
             * @description language of the message
             * @enum {string}
             */
            lang?: "zh-cn" | "en-us";
            /** @description number the code goes to */
            mobile_phone?: string;
            /**
             * @description where the code is used
             * @default 29
             * @enum {integer}
             */
            scene?: 18 | 29;
            /** @description customer account ID, required for scene 18 */
            customer_id?: string;
        };
        ServiceResourceInfo: {
            /** @description resource type facts */
            basic_info?: components["schemas"]["ResourceBasicInfo"];
        };
        ServiceTypes: {
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description short name */
            abbreviation?: string;
        };
        SetResourcesRenewConfigResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        ShowCustomerAccountBalancesResponse: {
            /** @description balances per account */
            account_balances?: components["schemas"]["AccountBalanceV3"][];
            /**
             * Format: decimal
             * @description total debt
             */
            debt_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
        };
        ShowCustomerExpenditureQuotaResponse: {
            /**
             * Format: decimal
             * @description consumption quota
             */
            granting_amount?: Decimal;
            /**
             * Format: decimal
             * @description consumption quota used
             */
            granting_amount_used?: Decimal;
            /**
             * Format: decimal
             * @description share of the quota used
             */
            percentage_granting_amount_used?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
        };
        ShowCustomerMonthlySumResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description summary records */
            bill_sums?: components["schemas"]["BillSumRecordInfoV2"][];
            /**
             * Format: decimal
             * @description total, unsubscriptions included
             */
            consume_amount?: Decimal;
            /**
             * Format: decimal
             * @description total debt
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_value_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            writeoff_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
        };
        ShowCustomerOrderDetailsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description order */
            order_info?: components["schemas"]["CustomerOrderV3"];
            /** @description order items */
            order_line_items?: components["schemas"]["OrderLineItemEntityV2"][];
        };
        ShowPartnerConsumptionQuotaResponse: {
            /** @description total consumption quota */
            consumption_quota?: string;
            /** @description account balance */
            amount?: string;
            /** @description voucher balance */
            coupon_amount?: string;
            /** @description amount to repay */
            due_amount?: string;
            /** @description estimated unbilled amount */
            unbilled_amount?: string;
            /** @description consumption quota used */
            used_consumption_quota?: string;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
        };
        ShowRealNameAuthQrCodeResponse: {
            /** @description QR code address, single use, 10 minutes */
            qr_code_url?: string;
        };
        ShowRealNameAuthStatusResponse: {
            /**
             * @description real-name state
             * @enum {integer}
             */
            verified_status?: -1 | 0 | 1 | 2;
            /**
             * @description who was verified, null when unverified
             * @enum {integer}
             */
            verified_type?: 0 | 1;
        };
        ShowRealnameAuthenticationReviewResultResponse: {
            /**
             * @description review result
             * @enum {integer}
             */
            review_result?: 0 | 1 | 2;
            /** @description reviewer's remark, only when rejected */
            opinion?: string;
        };
        ShowRefundOrderDetailsResponse: {
            /** @description matching records in total */
            total_count?: number;
            /** @description refund amounts */
            refund_infos?: components["schemas"]["OrderRefundInfoV2"][];
        };
        ShowSubCustomerBudgetResponse: {
            /**
             * Format: decimal
             * @description initial budget
             */
            budget_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount used, may lag
             */
            used_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /** @description currency code */
            currency?: string;
            /**
             * @description budget mode
             * @enum {string}
             */
            budget_type?: "MONTHLY" | "PACKAGE";
        };
        SubCustomerInfoV2: {
            /** @description member account ID */
            id?: string;
            /** @description member account name */
            name?: string;
            /** @description display name */
            display_name?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 101 | 102;
            /** @description organisation unit ID */
            org_id?: string;
            /** @description organisation unit name */
            org_name?: string;
        };
        SubCustomerInfoV3: {
            /** @description customer account ID */
            customer_id?: string;
        };
        SubCustomerMonthlyBillDetail: {
            /** @description billing cycle, YYYY-MM, UTC+8 */
            bill_cycle?: string;
            /** @description customer account ID */
            customer_id?: string;
            /**
             * @description how the customer is associated with the partner
             * @enum {string}
             */
            association_type?: "1" | "2";
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /**
             * @description billing mode
             * @enum {integer}
             */
            charging_mode?: 1 | 3 | 10 | 11;
            /**
             * Format: date-time
             * @description transaction time
             */
            trade_time?: string;
            /** @description order ID or transaction ID */
            trade_id?: string;
            /** @description record ID */
            id?: string;
            /**
             * @description bill type
             * @enum {integer}
             */
            bill_detail_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 16 | 18 | 20 | 23 | 24 | 25 | 103;
            /** @description resource ID */
            resource_id?: string;
            /** @description resource name */
            resource_name?: string;
            /** @description product specification text */
            product_spec_desc?: string;
            /** @description region code */
            region_code?: string;
            /** @description product ID */
            product_id?: string;
            /** @description product name */
            product_name?: string;
            /** @description resource tag */
            resource_tag?: string;
            /**
             * Format: date-time
             * @description consumption time
             */
            consume_time?: string;
            /** @description usage type */
            usage_type?: string;
            /**
             * Format: decimal
             * @description usage
             */
            usage_amount?: Decimal;
            /** @description unit of the usage */
            usage_measure_id?: number;
            /**
             * Format: decimal
             * @description usage covered by packages
             */
            free_resource_usage?: Decimal;
            /** @description unit of the package usage */
            free_resource_measure_id?: number;
            /**
             * Format: decimal
             * @description reserved instance usage
             */
            ri_usage?: Decimal;
            /** @description unit of the reserved instance usage */
            ri_usage_measure_id?: number;
            /**
             * Format: decimal
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * Format: decimal
             * @description discount amount
             */
            official_discount_amount?: Decimal;
            /**
             * Format: decimal
             * @description amount due
             */
            payment_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid in cash
             */
            cash_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid from credit
             */
            credit_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with cash coupons (vouchers)
             */
            coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with flexi-purchase coupons
             */
            flexipurchase_coupon_amount?: Decimal;
            /**
             * Format: decimal
             * @description paid with stored-value cards
             */
            stored_value_card_amount?: Decimal;
            /**
             * Format: decimal
             * @description unpaid amount
             */
            debt_amount?: Decimal;
            /**
             * Format: decimal
             * @description written-off debt amount
             */
            writeoff_amount?: Decimal;
            /**
             * @description period unit
             * @enum {integer}
             */
            period_type?: 5 | 19 | 20 | 24 | 25;
            /** @description account manager identifier */
            account_manager_id?: string;
            /** @description partner of the customer */
            partner_id?: string;
            /** @description region name */
            region_name?: string;
            /** @description sub-service type code */
            sub_service_type_code?: string;
            /** @description sub-service type name */
            sub_service_type_name?: string;
            /** @description sub-resource type code */
            sub_resource_type_code?: string;
            /** @description sub-resource type name */
            sub_resource_type_name?: string;
            /** @description sub-resource ID */
            sub_resource_id?: string;
            /** @description sub-resource name */
            sub_resource_name?: string;
            /**
             * Format: decimal
             * @description number of periods
             */
            period_num?: Decimal;
            /** @description enterprise project ID */
            enterprise_project_id?: string;
            /**
             * @description order type
             * @enum {integer}
             */
            order_type?: 1 | 2 | 3 | 4 | 10 | 11 | 13 | 14 | 15;
            /**
             * @description upfront payment option
             * @enum {string}
             */
            payment_type?: "ALL_UPFRONT" | "PARTIAL_UPFRONT" | "NO_UPFRONT";
        };
        SubCustomerOrderV2: {
            /** @description order ID */
            order_id?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /**
             * @description source
             * @enum {integer}
             */
            source_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 13;
            /**
             * @description order type
             * @enum {integer}
             */
            order_type?: 1 | 2 | 3 | 4 | 11 | 13 | 14 | 15;
            /**
             * Format: double
             * @description price after discount, before coupons and cards
             */
            amount_after_discount?: Decimal;
            /**
             * Format: double
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description payment time, UTC
             */
            payment_time?: string;
            /** @description currency code */
            currency?: string;
            /** @description contract ID */
            contract_id?: string;
            /** @description amount breakdown */
            amount_info?: components["schemas"]["AmountInfomationV2"];
            /** @description enterprise projects */
            enterprise_projects?: components["schemas"]["EnterpriseProject"][];
        };
        SubCustomerOrderV3: {
            /** @description order ID */
            order_id?: string;
            /** @description customer account ID */
            customer_id?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description cloud service type name */
            service_type_name?: string;
            /**
             * @description source
             * @enum {integer}
             */
            source_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 13;
            /**
             * @description order type
             * @enum {integer}
             */
            order_type?: 1 | 2 | 3 | 4 | 10 | 11 | 13 | 14 | 15;
            /**
             * Format: double
             * @description price after discount, before coupons and cards
             */
            amount_after_discount?: Decimal;
            /**
             * Format: double
             * @description list price amount
             */
            official_amount?: Decimal;
            /**
             * @description unit of the amount
             * @enum {integer}
             */
            measure_id?: 1;
            /**
             * Format: date-time
             * @description creation time, UTC
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description payment time, UTC
             */
            payment_time?: string;
            /** @description currency code */
            currency?: string;
            /** @description contract ID */
            contract_id?: string;
            /** @description amount breakdown */
            amount_info?: components["schemas"]["AmountInfomationV2"];
            /** @description who created the order */
            user_name?: string;
            /**
             * Format: date-time
             * @description payment deadline, UTC
             */
            pending_payment_end_time?: string;
        };
        TaxInfo: {
            /**
             * @description tax
             * @enum {string}
             */
            taxClass?: "VAT" | "ISS" | "WHT" | "GST";
            /** @description tax rate */
            taxRate?: string;
            /**
             * @description tax subtype
             * @enum {string}
             */
            subTaxClass?: "PIS" | "COFINS" | "CGST" | "SGST" | "IGST" | "ISS" | "WHT" | "VAT";
            /**
             * Format: decimal
             * @description tax amount
             */
            taxAmount?: Decimal;
            /**
             * @description whether the tax is shown
             * @enum {string}
             */
            taxVisibleFlag?: "Y" | "N";
            /**
             * @description whether the tax is booked
             * @enum {string}
             */
            taxAccountingFlag?: "Y" | "N";
        };
        TimeCondition: {
            /**
             * @description time unit
             * @enum {integer}
             */
            time_measure_id: 1 | 2;
            /** @description start, YYYY-MM-DD by day or YYYY-MM by month */
            begin_time: string;
            /** @description end, YYYY-MM-DD by day or YYYY-MM by month */
            end_time: string;
        };
        ToOndemandServiceResult: {
            /** @description resource ID */
            resource_id?: string;
            /**
             * @description result
             * @enum {string}
             */
            result?: "SUCCESS" | "AUDIT" | "FAIL";
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /** @description order ID */
            order_id?: string;
        };
        UnfreezeSubCustomersReq: {
            /** @description customer account IDs */
            customer_ids: string[];
            /** @description why the accounts are unfrozen */
            reason: string;
            /** @description reseller ID, for reseller customers */
            indirect_partner_id?: string;
            /**
             * @description what to unfreeze
             * @default ACCOUNT
             * @enum {string}
             */
            unfreeze_type?: "ACCOUNT" | "ACCOUNT_AND_RESOURCE";
        };
        UnfreezeSubCustomersResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["CustomerErrorDetail"][];
        };
        UnsubscribeResourcesReq: {
            /** @description primary resource IDs */
            resource_ids: string[];
            /**
             * @description what to unsubscribe
             * @enum {integer}
             */
            unsubscribe_type: 1 | 2;
            /**
             * @description reason category
             * @enum {integer}
             */
            unsubscribe_reason_type?: 1 | 2 | 3 | 4 | 5;
            /** @description reason text */
            unsubscribe_reason?: string;
        };
        UpdateCouponQuotasResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["ErrorDetail"][];
            /** @description quotas handled */
            simple_quota_infos?: components["schemas"]["QuotaSimpleInfo"][];
        };
        UpdateCustomerAccountAmountResponse: {
            /** @description transaction number */
            transfer_id?: string;
        };
        UpdateIndirectPartnerAccountResponse: {
            /** @description transaction number */
            transfer_id?: string;
        };
        UpdatePeriodToOnDemandInstantlyResponse: {
            /** @description result per resource */
            to_ondemand_service_results?: components["schemas"]["ToOndemandServiceResult"][];
        };
        UpdatePeriodToOnDemandResponse: {
            /** @description failed entries */
            error_details?: components["schemas"]["ErrorDetail"][];
        };
        UsageType: {
            /** @description usage type code */
            code?: string;
            /** @description usage type name */
            name?: string;
            /** @description resource type code */
            resource_type_code?: string;
            /** @description cloud service type code */
            service_type_code?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description cloud service type name */
            service_type_name?: string;
        };
        UserStoredValueCard: {
            /** @description stored-value card ID */
            card_id?: string;
            /** @description stored-value card name */
            card_name?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: 1 | 2;
            /** @description face value */
            face_value?: string;
            /** @description remaining balance */
            balance?: string;
            /**
             * Format: date-time
             * @description start of validity, UTC
             */
            effective_time?: string;
            /**
             * Format: date-time
             * @description end of validity, UTC
             */
            expire_time?: string;
        };
    };
    responses: {
        /** @description failure */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListInvoices: {
        parameters: {
            query: {
                /** @description request window start, UTC */
                start_time: string;
                /** @description request window end, UTC */
                end_time: string;
                /** @description page number, from 1 */
                offset: number;
                /** @description records per page */
                limit: number;
            };
            header?: never;
            path: {
                /** @description account ID of the caller (partner or customer) */
                domain_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListInvoicesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCustomerAccountBalances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowCustomerAccountBalancesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomersBalancesDetail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryCustomersBalancesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomersBalancesDetailResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCustomerExpenditureQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowCustomerExpenditureQuotaResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPartnerAccountChangeRecords: {
        parameters: {
            query: {
                /** @description account type */
                balance_type: "BALANCE_TYPE_DEBIT" | "BALANCE_TYPE_CREDIT";
                /** @description trade type */
                trade_type?: "RECHARGE" | "DEDEUCT" | "REFUND" | "RFROZEN" | "TRANS" | "ADJUST" | "BEADJUST" | "BERETRIEVE" | "BEUNBIND" | "BONUSCONVERT" | "TRADE_MODE_TRANSFER";
                /** @description first day, YYYY-MM-DD, UTC+8 */
                trade_time_begin?: string;
                /** @description last day, YYYY-MM-DD, UTC+8 */
                trade_time_end?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPartnerAccountChangeRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateCustomerAccountAmount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustAccountReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateCustomerAccountAmountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPartnerBalances: {
        parameters: {
            query?: {
                /** @description reseller ID, for a reseller's balance */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPartnerBalancesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateIndirectPartnerAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustToIndirectPartnerReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateIndirectPartnerAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ReclaimIndirectPartnerAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReclaimIndirectPartnerAccountReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReclaimIndirectPartnerAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ReclaimToPartnerAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReclaimToPartnerAccountBalancesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReclaimToPartnerAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListConversions: {
        parameters: {
            query?: {
                /** @description measurement type */
                measure_type?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 26 | 27 | 28 | 29 | 30 | 31 | 40 | 41 | 82 | 98 | 103 | 104 | 108 | 109 | 110;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConversionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListMeasureUnits: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMeasureUnitsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    SendVerificationMessageCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendVerificationCodeV2Req"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomerBillsFeeRecords: {
        parameters: {
            query: {
                /** @description billing cycle, YYYY-MM, UTC+8 */
                bill_cycle: string;
                /** @description provider */
                provider_type?: 1 | 2;
                /** @description cloud service type code */
                service_type_code?: string;
                /** @description resource type code */
                resource_type_code?: string;
                /** @description region code */
                region_code?: string;
                /** @description billing mode */
                charging_mode?: 1 | 3 | 10 | 11;
                /** @description bill type */
                bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 16 | 18 | 20 | 23 | 24 | 25 | 103;
                /** @description order ID or transaction ID */
                trade_id?: string;
                /** @description enterprise project ID */
                enterprise_project_id?: string;
                /** @description also return zero-amount records */
                include_zero_record?: boolean;
                /** @description status */
                status?: 1 | 2 | 3;
                /** @description whose records to return */
                method?: "oneself" | "sub_customer" | "all";
                /** @description enterprise member account ID */
                sub_customer_id?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description first day, same month as the cycle */
                bill_date_begin?: string;
                /** @description last day, same month as the cycle */
                bill_date_end?: string;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomerBillsFeeRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListFreeResourcesUsageRecords: {
        parameters: {
            query: {
                /** @description resource item ID */
                free_resource_id?: string;
                /** @description product ID */
                product_id?: string;
                /** @description resource type code */
                resource_type_code?: string;
                /** @description first day, YYYY-MM-DD, UTC+8 */
                deduct_time_begin: string;
                /** @description last day, at most 90 days after the first */
                deduct_time_end: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFreeResourcesUsageRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCustomerMonthlySum: {
        parameters: {
            query: {
                /** @description billing cycle, YYYY-MM, UTC+8 */
                bill_cycle: string;
                /** @description cloud service type code */
                service_type_code?: string;
                /** @description enterprise project ID */
                enterprise_project_id?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description whose records to return */
                method?: "oneself" | "sub_customer" | "all";
                /** @description enterprise member account ID */
                sub_customer_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowCustomerMonthlySumResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomerselfResourceRecords: {
        parameters: {
            query: {
                /** @description billing cycle, YYYY-MM, UTC+8 */
                cycle: string;
                /** @description cloud service type code */
                cloud_service_type?: string;
                /** @description region code */
                region?: string;
                /** @description billing mode */
                charge_mode?: "1" | "3" | "10" | "11";
                /** @description bill type */
                bill_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 12 | 14 | 15 | 16 | 17 | 18 | 20 | 23 | 24 | 25 | 100 | 101 | 102 | 103;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description resource ID */
                resource_id?: string;
                /** @description enterprise project ID */
                enterprise_project_id?: string;
                /** @description also return zero-amount records */
                include_zero_record?: boolean;
                /** @description whose records to return */
                method?: "oneself" | "sub_customer" | "all";
                /** @description enterprise member account ID */
                sub_customer_id?: string;
                /** @description order ID or transaction ID */
                trade_id?: string;
                /** @description first day, same month as the cycle */
                bill_date_begin?: string;
                /** @description last day, same month as the cycle */
                bill_date_end?: string;
                /** @description level of detail */
                statistic_type?: 1 | 2 | 3;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomerselfResourceRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomerselfResourceRecordDetails: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryResRecordsDetailReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomerselfResourceRecordDetailsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPostpaidBillSum: {
        parameters: {
            query: {
                /** @description bill month, YYYY-MM */
                bill_cycle: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPostpaidBillSumResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubcustomerMonthlyBills: {
        parameters: {
            query: {
                /** @description customer account ID */
                customer_id?: string;
                /** @description month, YYYY-MM */
                cycle: string;
                /** @description cloud service type code */
                cloud_service_type?: string;
                /** @description billing mode */
                charge_mode: "1" | "3" | "11";
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description bill type */
                bill_type?: "0" | "1" | "2";
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubcustomerMonthlyBillsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListOnDemandResourceRatings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateOnDemandReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOnDemandResourceRatingsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListRenewRateOnPeriod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListRenewRateOnPeriodReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRenewRateOnPeriodResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListRateOnPeriodDetail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateOnPeriodReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRateOnPeriodDetailResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomerBillDetail: {
        parameters: {
            query: {
                /** @description billing cycle, YYYY-MM, UTC+8 */
                bill_cycle: string;
                /** @description customer account ID */
                customer_id: string;
                /** @description cloud service type code */
                service_type_code?: string;
                /** @description region code */
                region_code?: string;
                /** @description billing mode */
                charging_mode?: 1 | 3 | 10 | 11;
                /** @description bill type */
                bill_detail_type?: 1 | 2 | 3 | 4 | 5 | 8 | 9 | 14 | 16 | 18 | 20 | 23 | 24 | 25 | 103;
                /** @description resource ID */
                resource_id?: string;
                /** @description resource name */
                resource_name?: string;
                /** @description order ID or transaction ID */
                trade_id?: string;
                /** @description account manager identifier */
                account_manager_id?: string;
                /** @description how the customer is associated with the partner */
                association_type?: "1" | "2";
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
                /** @description first day, same month as the cycle */
                bill_date_begin?: string;
                /** @description last day, same month as the cycle */
                bill_date_end?: string;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomerBillDetailResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListConsumeSubCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListConsumeSubCustomersReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConsumeSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowRealNameAuthQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowRealNameAuthQrCodeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowRealNameAuthStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowRealNameAuthStatusResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ChangeEnterpriseRealnameAuthentication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEnterpriseRealnameAuthsReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeEnterpriseRealnameAuthenticationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateEnterpriseRealnameAuthentication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyEnterpriseRealnameAuthsReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateEnterpriseRealnameAuthenticationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreatePersonalRealnameAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyIndividualRealnameAuthsReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatePersonalRealnameAuthResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowRealnameAuthenticationReviewResult: {
        parameters: {
            query: {
                /** @description customer account ID */
                customer_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowRealnameAuthenticationReviewResultResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateEnterpriseProjectAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListEnterpriseSubCustomers: {
        parameters: {
            query?: {
                /** @description member account name to match */
                sub_customer_account_name?: string;
                /** @description member display name to match */
                sub_customer_display_name?: string;
                /** @description fuzzy matching of names */
                fuzzy_query?: 0 | 1;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description organisation unit ID */
                org_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEnterpriseSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomerOrders: {
        parameters: {
            query?: {
                /** @description order ID */
                order_id?: string;
                /** @description customer account ID, for partner callers */
                customer_id?: string;
                /** @description creation window start, UTC */
                create_time_begin?: string;
                /** @description creation window end, UTC */
                create_time_end?: string;
                /** @description cloud service type code */
                service_type_code?: string;
                /** @description status */
                status?: 1 | 3 | 4 | 5 | 6 | 9;
                /** @description order type */
                order_type?: "1" | "2" | "3" | "4" | "10" | "11" | "13" | "14" | "15";
                /** @description records per page */
                limit?: number;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description sort key, a leading - means descending */
                order_by?: "createTime" | "-createTime";
                /** @description payment window start, UTC */
                payment_time_begin?: string;
                /** @description payment window end, UTC */
                payment_time_end?: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
                /** @description whose records to return */
                method?: "oneself" | "sub_customer";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomerOrdersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CancelCustomerOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCustomerOrderReq"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCustomerOrderDetails: {
        parameters: {
            query?: {
                /** @description records per page */
                limit?: number;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path: {
                /** @description order ID */
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowCustomerOrderDetailsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListOrderCouponsByOrderId: {
        parameters: {
            query: {
                /** @description order ID */
                order_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOrderCouponsByOrderIdResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListOrderDiscounts: {
        parameters: {
            query: {
                /** @description order ID */
                order_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOrderDiscountsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowRefundOrderDetails: {
        parameters: {
            query: {
                /** @description order ID */
                order_id: string;
                /** @description customer account ID */
                customer_id?: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowRefundOrderDetailsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AutoRenewalResources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description resource ID */
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutoRenewalResourcesReq"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    CancelAutoRenewalResources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description resource ID */
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    RenewalResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenewalResourcesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewalResourcesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    SetResourcesRenewConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenewResourceConfigReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetResourcesRenewConfigResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdatePeriodToOnDemand: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeriodToOnDemandReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatePeriodToOnDemandResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdatePeriodToOnDemandInstantly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeriodToOnDemandInstantlyReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatePeriodToOnDemandInstantlyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CancelResourcesSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsubscribeResourcesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelResourcesSubscriptionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPayPerUseCustomerResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryResourcesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPayPerUseCustomerResourcesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateCouponQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustCouponQuotasReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateCouponQuotasResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ReclaimCouponQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReclaimCouponQuotasReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReclaimCouponQuotasResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListQuotaCoupons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryCouponQuotasReqExt"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListQuotaCouponsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCouponQuotasRecords: {
        parameters: {
            query?: {
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
                /** @description coupon quota ID */
                quota_id?: string;
                /** @description operation window start, UTC */
                operation_time_begin?: string;
                /** @description operation window end, UTC */
                operation_time_end?: string;
                /** @description distributor quota it came from */
                parent_quota_id?: string;
                /** @description operation type */
                operation_type?: "10" | "11";
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCouponQuotasRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowPartnerConsumptionQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowPartnerConsumptionQuotaResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListIndirectPartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryIndirectPartnersReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIndirectPartnersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListIssuedCouponQuotas: {
        parameters: {
            query?: {
                /** @description coupon quota ID */
                quota_id?: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
                /** @description distributor quota it came from */
                parent_quota_id?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIssuedCouponQuotasResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateSubCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomerV2Req"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateSubCustomerResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowSubCustomerBudget: {
        parameters: {
            query: {
                /** @description customer account ID */
                customer_id: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowSubCustomerBudgetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateSubCustomerBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModSubCustomerBudgetReq"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomerBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListSubCustomerBudgetReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomerBudgetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomerBudgetRecords: {
        parameters: {
            query: {
                /** @description customer account ID */
                customer_id: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
                /** @description operation type */
                operation_type?: "SETTING" | "DELETE";
                /** @description budget mode */
                budget_type?: "MONTHLY" | "PACKAGE";
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomerBudgetRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    FreezeSubCustomers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeSubCustomersReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreezeSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomerNewTag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListSubCustomerNewTagReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomerNewTagResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomerOnDemandResources: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryCustomerOnDemandResourcesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomerOnDemandResourcesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuerySubCustomerListReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UnfreezeSubCustomers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnfreezeSubCustomersReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfreezeSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CheckUserIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckSubcustomerUserReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckUserIdentityResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListFreeResourceUsages: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListFreeResourceUsagesReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFreeResourceUsagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListIncentiveDiscountPolicies: {
        parameters: {
            query: {
                /** @description month to look at, YYYY-MM, UTC+8 */
                time: string;
                /** @description cloud service type code */
                service_type_code?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIncentiveDiscountPoliciesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListResourceSpecs: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceSpecsQueryReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResourceSpecsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListResourceTypes: {
        parameters: {
            query?: {
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResourceTypesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListServiceResources: {
        parameters: {
            query: {
                /** @description cloud service type code */
                service_type_code: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListServiceResourcesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListServiceTypes: {
        parameters: {
            query?: {
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description service type name to match */
                service_type_name?: string;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListServiceTypesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListUsageTypes: {
        parameters: {
            query?: {
                /** @description resource type code */
                resource_type_code?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListUsageTypesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSubCustomerCoupons: {
        parameters: {
            query?: {
                /** @description coupon ID */
                coupon_id?: string;
                /** @description order ID */
                order_id?: string;
                /** @description promotion plan ID */
                promotion_plan_id?: string;
                /** @description coupon type */
                coupon_type?: 1 | 2 | 3 | 4;
                /** @description status */
                status?: 1 | 2 | 3 | 4 | 5;
                /** @description activation window start, UTC */
                active_start_time?: string;
                /** @description activation window end, UTC */
                active_end_time?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description issuer, e.g. partner ID */
                source_id?: string;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubCustomerCouponsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListIssuedPartnerCoupons: {
        parameters: {
            query?: {
                /** @description coupon ID */
                coupon_id?: string;
                /** @description customer account ID */
                customer_id?: string;
                /** @description order ID */
                order_id?: string;
                /** @description coupon type */
                coupon_type?: 1 | 4;
                /** @description status */
                status?: 1 | 2 | 3 | 4 | 5;
                /** @description creation window start, UTC */
                create_time_begin?: string;
                /** @description creation window end, UTC */
                create_time_end?: string;
                /** @description validity start, window from, UTC */
                effective_time_begin?: string;
                /** @description validity start, window to, UTC */
                effective_time_end?: string;
                /** @description expiry window start, UTC */
                expire_time_begin?: string;
                /** @description expiry window end, UTC */
                expire_time_end?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIssuedPartnerCouponsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreatePartnerCoupons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePartnerCouponsReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatePartnerCouponsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ReclaimPartnerCoupons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReclaimPartnerCouponsReq"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListPartnerCouponsRecord: {
        parameters: {
            query?: {
                /** @description operation types */
                operation_types?: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")[];
                /** @description coupon quota ID */
                quota_id?: string;
                /** @description quota type */
                quota_type?: 0 | 1;
                /** @description coupon IDs */
                coupon_ids?: string[];
                /** @description customer account ID */
                customer_id?: string;
                /** @description operation window start, UTC */
                operation_time_begin?: string;
                /** @description operation window end, UTC */
                operation_time_end?: string;
                /** @description result */
                result?: "-1" | "0";
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPartnerCouponsRecordResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListStoredValueCards: {
        parameters: {
            query: {
                /** @description card state to match */
                status: 1 | 2;
                /** @description stored-value card ID */
                card_id?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListStoredValueCardsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCities: {
        parameters: {
            query: {
                /** @description province code */
                province_code: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCitiesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCounties: {
        parameters: {
            query: {
                /** @description city code */
                city_code: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCountiesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListProvinces: {
        parameters: {
            query?: {
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProvincesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPartnerAdjustRecords: {
        parameters: {
            query?: {
                /** @description customer account ID */
                customer_id?: string;
                /** @description operation type */
                operation_type?: "SOURCE_OPERATION_BEADJUST" | "SOURCE_OPERATION_BERETRIEVE" | "SOURCE_OPERATION_BEUNBIND";
                /** @description operation window start, UTC */
                operation_time_begin?: string;
                /** @description operation window end, UTC */
                operation_time_end?: string;
                /** @description transaction number */
                trans_id?: string;
                /** @description records to skip, from 0 */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description reseller ID, for reseller customers */
                indirect_partner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPartnerAdjustRecordsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    PayOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayCustomerOrderV3Req"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListFreeResourceInfos: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_CN" | "en_US";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListFreeResourceInfosReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFreeResourceInfosResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCosts: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: "zh_cn" | "en_us";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListCostsReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCostsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
