// Generated from the contract by `npm run contract`. Do not edit.
import type {Decimal} from '../../decimal.js'

export interface paths {
    "/v2/servicerequest/accessorys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload an attachment (multipart) */
        post: operations["UploadAccessory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/access-urls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get download addresses of several attachments */
        get: operations["ListAccessoryAccessUrls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/json-format-content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload an attachment (Base64 in JSON) */
        post: operations["UploadJsonAccessories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show attachment limits */
        get: operations["ShowAccessoryLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/{accessory_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download one or more attachments */
        get: operations["DownloadAccessories"];
        put?: never;
        post?: never;
        /** Delete an unused attachment */
        delete: operations["DeleteAccessories"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/{accessory_id}/access-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the download address of an attachment */
        get: operations["ShowDownloadAccessoryUrl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/accessorys/{accessory_id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download an image attachment */
        get: operations["DownloadImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List agencies */
        get: operations["ListAgencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/agreements/published-agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the latest agreement */
        get: operations["ShowLatestPublishedAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/agreements/signed-latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether the latest agreement is signed */
        get: operations["ShowSignedLatestPublishedAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/agreements/{id}/signed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign an agreement */
        post: operations["SignPublishedAgreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/authorizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List authorization requests */
        get: operations["ListAuthorizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/authorizations/login-type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the login type */
        get: operations["ShowLoginType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/authorizations/{authorization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an authorization request */
        get: operations["ShowAuthorizationDetail"];
        /** Grant an authorization request */
        put: operations["ConfirmAuthorizations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/authorizations/{authorization_id}/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Reject or cancel an authorization */
        put: operations["UpdateAuthorizations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/carbon-copy-emails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List copy recipients */
        get: operations["ListCaseCcEmails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tickets */
        get: operations["ListCases"];
        put?: never;
        /** Create a ticket */
        post: operations["CreateCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count tickets per status */
        get: operations["ListCaseCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export tickets to a file */
        get: operations["DownloadCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/instant-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Poll new messages of several tickets */
        get: operations["ListNewInstantMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/instant-messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count unread messages of several tickets */
        get: operations["ListUnreadNewInstantMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/partners/privilege/cases-processing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether the partner may handle tickets */
        get: operations["ShowPartnersCasesPrivilege"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/partners/service-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show service hours of the associated partner */
        get: operations["ShowPartnersServiceInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a ticket */
        get: operations["ShowCaseDetail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel, close, urge or delete a ticket */
        post: operations["UpdateCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/contact-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the contact data of a ticket */
        put: operations["UpdateCaseContactInfo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/extends-param": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show additional parameters of a ticket */
        get: operations["ShowCaseExtendsParam"];
        put?: never;
        /** Submit additional parameters of a ticket */
        post: operations["CreateCaseExtendsParam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/instant-messages/more": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List earlier or later messages of a ticket */
        get: operations["ListMoreInstantMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/instant-messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark the messages of a ticket as read */
        post: operations["UpdateNewInstantMessagesRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/instant-messages/{message_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a message */
        post: operations["RevokeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List labels of a ticket */
        get: operations["ListCaseLabels"];
        put?: never;
        /** Add labels to a ticket */
        post: operations["CreateCaseLabels"];
        /** Remove labels from a ticket */
        delete: operations["DeleteCaseLabels"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a message to a ticket */
        post: operations["CreateMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List messages of a ticket */
        get: operations["ListMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/operate-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the operation log of a ticket */
        get: operations["ListCaseOperateLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List related tickets */
        get: operations["ListRelation"];
        put?: never;
        /** Relate tickets to a ticket */
        post: operations["CreateRelations"];
        /** Remove a relation between tickets */
        delete: operations["DeleteRelation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a finished ticket */
        post: operations["CreateScores"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/cases/{case_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the status of a ticket */
        get: operations["ShowCaseStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/area-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List country calling codes */
        get: operations["ListAreaCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List ticket categories with their products */
        get: operations["ListCaseCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/extends-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List additional parameters for a problem type */
        get: operations["ListExtendsParams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show ticket limits */
        get: operations["ListCaseLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List problem types */
        get: operations["ListProblemTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/product-categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List product categories */
        get: operations["ListProductCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List regions */
        get: operations["ListRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/satisfaction-dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List rating dimensions */
        get: operations["ListSatisfactionDimensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/severities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List severities */
        get: operations["ListSeverities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/config/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List description templates of a problem type */
        get: operations["ListCaseTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/customers/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List regions of the account */
        get: operations["ListCustomersRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/customers/sub-customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List IAM users of the account */
        get: operations["ListTicketSubCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List labels */
        get: operations["ListLabels"];
        put?: never;
        /** Create a label */
        post: operations["CreateLabels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a label */
        put: operations["UpdateLabels"];
        post?: never;
        /** Delete a label */
        delete: operations["DeleteLabels"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/privileges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether the caller has a privilege */
        get: operations["ListPrivileges"];
        put?: never;
        /** Grant or withdraw a privilege */
        post: operations["CreatePrivileges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/privileges/privilege-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show whether IAM users need a submit privilege */
        get: operations["ShowCustomerPrivilegePolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the ticket quota for a problem type */
        get: operations["ListCaseQuotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/verifycodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a verification code */
        post: operations["CheckVerifyCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/verifycodes/has-verified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List verified contacts */
        get: operations["ListHasVerifiedContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/verifycodes/need-verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether a contact needs verification */
        get: operations["CheckNeedVerify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/servicerequest/verifycodes/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a verification code */
        post: operations["SendVerifyCodes"];
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
        AccessoryFormData: {
            /** @description file name */
            fileName: string;
            /**
             * @description where the file will be used
             * @enum {string}
             */
            accessoryFrom: "incident" | "message";
            /**
             * @description upload mode
             * @default 0
             * @enum {integer}
             */
            uploadType?: 0 | 1;
        };
        AccessoryJsonFormatReq: {
            /** @description file name */
            accessory_name: string;
            /**
             * @description where the file will be used
             * @enum {string}
             */
            accessory_from: "incident" | "message";
            /**
             * @description upload mode
             * @default 0
             * @enum {integer}
             */
            upload_type?: 0 | 1;
            /** @description file content, Base64 */
            accessory_data: string;
        };
        AccessoryLimitVo: {
            /** @description most files */
            limit_count?: string;
            /** @description largest file in MB */
            limit_size?: string;
            /** @description file types allowed, comma-separated */
            limit_file_type?: string;
        };
        AccessoryUrl: {
            /** @description attachment ID */
            accessory_id?: string;
            /** @description file name */
            accessory_name?: string;
            /** @description download address */
            accessory_url?: string;
        };
        AgencyV2: {
            /** @description agency ID */
            id?: string;
            /** @description agency name */
            name?: string;
            /** @description validity of the agency */
            duration?: string;
            /** @description account name of the agency */
            trust_domain_name?: string;
            /** @description account ID of the agency */
            trust_domain_id?: string;
            /** @description creation time */
            create_time?: string;
            /** @description end of the agency */
            expire_time?: string;
        };
        AgreeTenantAuthorizationV2Req: {
            /** @description access granted per authorization detail */
            auth_detail_list?: components["schemas"]["TenantAgreeAuthDetailV2"][];
            /**
             * Format: int64
             * @description start of the authorization, number (unit not documented)
             */
            auth_effective_time?: number;
            /**
             * Format: int64
             * @description end of the authorization, number (unit not documented)
             */
            auth_expire_time?: number;
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
            /** @description agency ID */
            agency_id?: string;
        };
        AgreementVO: {
            /** @description agreement ID */
            id?: string;
            /** @description agreement name */
            agreement_name?: string;
            /**
             * @description kind of agreement
             * @enum {string}
             */
            agreement_type?: "0" | "1" | "2";
            /** @description name of the kind of agreement */
            agreement_type_name?: string;
            /** @description agreement text */
            content?: string;
            /** @description agreement version */
            version?: number;
        };
        AreaCodeSimpleInfoV2: {
            /** @description record ID */
            id?: number;
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
            /** @description country or region name */
            area_name?: string;
        };
        CaseLabelInfo: {
            /** @description label ID */
            label_id?: number;
            /** @description label name */
            name?: string;
            /** @description colour, e.g. #000000 */
            color?: string;
        };
        CaseRealtionInfo: {
            /** @description ticket ID */
            case_id?: string;
            /** @description problem description */
            simple_description?: string;
            /** @description submitter name */
            user_name?: string;
        };
        CheckNeedVerifyResponse: {
            /**
             * @description whether a verification code is needed
             * @enum {integer}
             */
            need_verify_code?: 0 | 1;
            /**
             * Format: date-time
             * @description end of validity
             */
            expire_time?: string;
        };
        CheckVerifyCodesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CommonParamV2: {
            /** @description parameter key */
            param_key?: string;
            /** @description parameter name */
            param_name?: string;
            /** @description whether to show it (0/1, inferred) */
            is_show?: number;
            /** @description whether a value is required (0/1, inferred) */
            is_required?: number;
        };
        ConfirmAuthorizationsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        ContactV2: {
            /**
             * @description phone or e-mail
             * @enum {integer}
             */
            contact_way?: 0 | 1;
            /** @description phone number or e-mail address */
            contact_value?: string;
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
            /** @description verification ID, for the create headers */
            verified_id?: string;
        };
        CreateAndDeletePrivilegeReq: {
            /**
             * @description grant or withdraw
             * @enum {string}
             */
            operation: "create" | "delete";
            /**
             * @description privilege
             * @enum {string}
             */
            privilege?: "export" | "createCase" | "assumeCaseAll";
        };
        CreateCaseExtendsParamResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateCaseLabelsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateCasesResponse: {
            /** @description ticket ID */
            incident_id?: string;
        };
        CreateLabelsReq: {
            /** @description label name */
            name: string;
            /**
             * @description colour, e.g. #000000
             * @example #000000
             */
            color: string;
        };
        CreateLabelsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateMessageDoV2: {
            /** @description message text */
            content: string;
            /** @description attachment IDs */
            accessory_ids?: string[];
        };
        CreateMessageV2Req: {
            /** @description message */
            message: components["schemas"]["CreateMessageDoV2"];
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        CreateMessagesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateOrderIncidentV2Req: {
            /** @description ticket category ID */
            incident_sub_type_id?: string;
            /** @description product category ID */
            product_category_id?: string;
            /** @description problem type ID */
            business_type_id: string;
            /** @description region ID, required for fault problem types */
            region_id?: string;
            /** @description problem description, may start from a template */
            simple_description: string;
            /**
             * @description ticket source, a constant
             * @default 83aeb0f2834c4df49826c781d32a963e
             * @constant
             */
            source_id: "83aeb0f2834c4df49826c781d32a963e";
            /** @description phone number for progress notices */
            remind_mobile?: string;
            /** @description e-mail address for progress notices */
            remind_mail?: string;
            /** @description 0 for any time, or HH:mm-HH:mm */
            remind_time?: string;
            /** @description project ID */
            project_id?: string;
            /** @description attachment IDs */
            accessory_ids?: string[];
            /** @description additional parameters by key (keying by param_key inferred) */
            extends_map?: {
                [key: string]: unknown;
            };
            /** @description further values such as cc_email (keys inferred) */
            extension_map?: {
                [key: string]: unknown;
            };
            /** @description severity ID */
            severity_id?: string;
            /** @description verification code, for an unregistered contact */
            verify_code?: string;
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
        };
        CreatePrivilegesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateRelationsReq: {
            /** @description ticket IDs to relate, at most 3 */
            related_id_list: string[];
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        CreateRelationsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        CreateScoreV2Req: {
            /** @description rating comment */
            judgement: string;
            /** @description ratings per dimension */
            incident_satisfaction_list: components["schemas"]["IncidentSatisfactionV2Do"][];
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        CreateScoresResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        DataCenterV2Do: {
            /**
             * @description kind of region
             * @enum {integer}
             */
            type?: 0 | 1;
            /** @description region ID */
            region_id?: string;
            /** @description region name */
            region_name?: string;
            /**
             * @description whether it is sensitive (0/1)
             * @enum {integer}
             */
            is_sensitive?: 0 | 1;
        };
        DeleteAccessoriesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        DeleteCaseLabelsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        DeleteLabelsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        DeleteRelationResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        DeleteRelationsReq: {
            /** @description ticket ID to unrelate */
            related_id: string;
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        Error: {
            /** @description error code, OSM.* or APIGW.* */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        ExtendsParamV2: {
            /** @description hint for the user */
            tips?: string;
            /** @description whether a value is required (0/1, inferred) */
            required?: number;
            /** @description longest value */
            length?: number;
            /** @description language */
            language?: string;
            /** @description parameter key */
            param_key?: string;
            /** @description parameter name */
            param_name?: string;
            /** @description kind of parameter */
            param_type?: number;
            /** @description parameter description */
            param_desc?: string;
            /** @description default value */
            default_value?: string;
            /** @description largest value */
            max_value?: number;
            /** @description smallest value */
            min_value?: number;
            /** @description choices */
            select_item?: string;
            /** @description whether to show it (0/1, inferred) */
            is_show?: number;
            /** @description whether it is sensitive (0/1) */
            is_sensitive?: number;
        };
        ImStatusV2: {
            /**
             * @description read state
             * @enum {integer}
             */
            status?: 0 | 1;
            /** @description ticket ID */
            incident_id?: string;
        };
        ImUnreadV2: {
            /** @description read state */
            status?: number;
            /** @description ticket ID */
            incident_id?: string;
            /** @description number of unread messages */
            unread_num?: number;
        };
        IncidentDetailExtInfoV2: {
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
            /** @description phone number for progress notices */
            remind_mobile?: string;
            /** @description e-mail address for progress notices */
            remind_mail?: string;
            /** @description kind of contact */
            contact_type?: string;
            /** @description 0 for any time, or HH:mm-HH:mm */
            remind_time?: string;
            /** @description copy recipients by e-mail */
            cc_email?: string;
            /** @description vendor (ISV) product ID */
            commodity_id?: string;
        };
        IncidentDetailInfoV2: {
            /** @description IAM user ID */
            xcustomer_id?: string;
            /** @description IAM user name */
            xcustomer_name?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
            /** @description rating comment */
            judgement: string;
            /** @description ticket ID */
            incident_id?: string;
            /** @description problem type name */
            business_type_name: string;
            /** @description ticket type name */
            incident_type_name: string;
            /** @description account that owns the ticket */
            customer_id: string;
            /** @description region name */
            dc_name: string;
            /** @description problem description */
            simple_description: string;
            /** @description ticket source name */
            source_name: string;
            /**
             * Format: date-time
             * @description creation time
             */
            create_time: string;
            /** @description messages */
            message_list: components["schemas"]["IncidentMessageV2"][];
            /** @description ratings given */
            incident_satisfaction: components["schemas"]["IncidentSatisfactionV2Do"][];
            /** @description severity name */
            severity_name?: string;
            /**
             * @description who handles the ticket
             * @enum {integer}
             */
            business_ownership?: 0 | 1 | 2;
            /**
             * Format: int64
             * @description time of solution, number (unit not documented)
             */
            resolve_time?: number;
            /** @description contact and other additional data */
            ext_info?: components["schemas"]["IncidentDetailExtInfoV2"];
        };
        IncidentInfoV2: {
            /** @description IAM user ID */
            xcustomer_id?: string;
            /** @description IAM user name */
            xcustomer_name?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
            /** @description ticket ID */
            incident_id: string;
            /** @description problem type name */
            business_type_name: string;
            /** @description ticket type name */
            incident_type_name: string;
            /** @description product category name */
            product_category_name?: string;
            /** @description kind of service */
            incident_service_type?: string;
            /** @description account that owns the ticket */
            customer_id: string;
            /** @description region name */
            dc_name: string;
            /** @description problem description */
            simple_description: string;
            /** @description party the problem belongs to */
            root_cause?: string;
            /** @description solution */
            resolution?: string;
            /**
             * Format: date-time
             * @description creation time
             */
            create_time: string;
            /**
             * Format: date-time
             * @description time of solution
             */
            confirmed_time?: string;
            /** @description labels */
            label_list?: components["schemas"]["LabelInfo"][];
        };
        IncidentMessageV2: {
            /**
             * @description author side
             * @enum {integer}
             */
            type?: 0 | 1;
            /** @description author ID */
            replier?: string;
            /** @description message text */
            content?: string;
            /** @description message ID */
            message_id?: string;
            /** @description author name */
            replier_name?: string;
            /**
             * Format: date-time
             * @description creation time
             */
            create_time?: string;
            /**
             * @description whether it is the first message, 0 or 1
             * @enum {integer}
             */
            is_first_message?: 0 | 1;
            /** @description attachments */
            accessory_list?: components["schemas"]["SimpleAccessoryV2"][];
        };
        IncidentOperateLogV2: {
            /** @description log entry ID */
            incident_log_id?: string;
            /** @description ticket ID */
            incident_id?: string;
            /** @description kind of action */
            operate_type?: number;
            /** @description kind of operator, 0 to 3 */
            operator_type?: number;
            /** @description operator ID */
            operator_id?: string;
            /** @description operator name */
            operator_name?: string;
            /** @description note on the action */
            operate_desc?: string;
            /** @description time of the action */
            operate_time?: string;
            /**
             * Format: date-time
             * @description time of the action
             */
            timestamp_operate_time?: string;
        };
        IncidentOrderAuthDetailInfoV2: {
            /** @description authorization detail ID */
            id?: number;
            /** @description port */
            port?: number;
            /** @description login name */
            account?: string;
            /**
             * @description console or host
             * @enum {integer}
             */
            type?: 0 | 1;
            /** @description instance ID */
            instance_id?: string;
            /** @description instance name */
            instance_name?: string;
            /** @description region ID */
            region_id?: string;
        };
        IncidentOrderAuthV2: {
            /** @description authorization ID */
            id?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
            /** @description ticket ID */
            incident_id?: string;
            /** @description problem description */
            simple_description?: string;
            /** @description what is asked for */
            auth_describe?: string;
            /** @description resource type ID */
            resource_type_id?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description access type ID */
            visit_type_id?: string;
            /** @description access type name */
            visit_type_name?: string;
            /**
             * Format: date-time
             * @description creation time
             */
            create_time?: string;
            /**
             * Format: date-time
             * @description start of the authorization
             */
            auth_effective_time?: string;
            /**
             * Format: date-time
             * @description end of the authorization
             */
            auth_expire_time?: string;
            /** @description reason for rejecting */
            reject_reason?: string;
            /** @description account ID */
            customer_id?: string;
            /** @description IAM user ID */
            x_customer_id?: string;
            /** @description IAM user name */
            xcustomer_name?: string;
            /** @description text of the commitment letter */
            content_of_auth_letter?: string;
        };
        IncidentOrderCCEmailInfoV2: {
            /** @description user ID */
            user_id?: string;
            /** @description account ID */
            customer_id?: string;
            /** @description copy recipients by e-mail */
            cc_email?: string;
        };
        IncidentProductCategoryV2: {
            /** @description product category ID */
            incident_product_category_id?: string;
            /** @description product category name */
            incident_product_category_name?: string;
            /** @description product category description */
            incident_product_category_desc?: string;
            /** @description product category short name */
            incident_product_category_acronym?: string;
            /** @description whether support plan benefits apply */
            can_use_support_plan?: boolean;
        };
        IncidentSatisfactionV2Do: {
            /** @description points in total */
            value?: number;
            /** @description rating dimension ID, from the dimension list */
            satisfaction_id: number;
            /** @description rating given */
            satisfaction_value: number;
            /** @description rating dimension name */
            satisfaction_name?: string;
            /** @description points per step */
            per_value?: number;
            /** @description rating category ID */
            sat_category_id?: string;
            /** @description rating category name */
            sat_category_name?: string;
        };
        IncidentStatusCount: {
            /**
             * @description status
             * @enum {integer}
             */
            status?: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
            /** @description number of tickets */
            count?: number;
        };
        IncidentSubTypeV2Do: {
            /** @description ticket category ID */
            incident_sub_type_id?: string;
            /** @description ticket category name */
            incident_sub_type_name?: string;
            /** @description product categories */
            incident_product_category_list?: components["schemas"]["IncidentProductCategoryV2"][];
        };
        IncidentTempV2: {
            /** @description template ID */
            incident_template_id?: string;
            /** @description template name */
            incident_template_name?: string;
            /** @description template text */
            incident_template_content?: string;
        };
        LabelInfo: {
            /** @description label ID */
            label_id?: number;
            /** @description label name */
            name?: string;
            /** @description colour, e.g. #000000 */
            color?: string;
        };
        ListAccessoryAccessUrlsResponse: {
            /** @description download addresses */
            accessory_urls?: components["schemas"]["AccessoryUrl"][];
        };
        ListAgenciesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description agencies */
            agency_list?: components["schemas"]["AgencyV2"][];
        };
        ListAreaCodesResponse: {
            /** @description country calling codes */
            area_code_list?: components["schemas"]["AreaCodeSimpleInfoV2"][];
        };
        ListAuthorizationsResponse: {
            /** @description number of records in total */
            count?: number;
            /** @description authorization requests */
            incident_auth_list?: components["schemas"]["IncidentOrderAuthV2"][];
        };
        ListCaseCategoriesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description ticket categories */
            incident_sub_type_list?: components["schemas"]["IncidentSubTypeV2Do"][];
        };
        ListCaseCcEmailsResponse: {
            /** @description copy recipients of the account */
            cc_email_info?: components["schemas"]["IncidentOrderCCEmailInfoV2"];
            /** @description copy recipients */
            mc_email_infos?: string[];
        };
        ListCaseCountsResponse: {
            /** @description counts per status */
            incident_status_counts?: components["schemas"]["IncidentStatusCount"][];
        };
        ListCaseLabelsResponse: {
            /** @description labels of the ticket */
            case_label_list?: components["schemas"]["CaseLabelInfo"][];
        };
        ListCaseLimitsResponse: {
            /** @description limits */
            config?: components["schemas"]["TenantConfigV2"];
        };
        ListCaseOperateLogsResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description log entries */
            incident_operate_log_list?: components["schemas"]["IncidentOperateLogV2"][];
        };
        ListCaseQuotasResponse: {
            /** @description quota in total */
            total?: number;
            /** @description quota left */
            un_used?: number;
        };
        ListCaseTemplatesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description templates */
            incident_template_list?: components["schemas"]["IncidentTempV2"][];
        };
        ListCasesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description tickets */
            incident_info_list?: components["schemas"]["IncidentInfoV2"][];
        };
        ListCustomersRegionsResponse: {
            /** @description number of records in total */
            count?: number;
            /** @description regions */
            region_infos?: components["schemas"]["Region"][];
        };
        ListExtendsParamsResponse: {
            /** @description additional parameters of this problem type */
            extends_params?: components["schemas"]["ExtendsParamV2"][];
            /** @description additional parameters common to all problem types */
            common_params?: components["schemas"]["CommonParamV2"][];
        };
        ListHasVerifiedContactsResponse: {
            /** @description number of records in total */
            count?: number;
            /** @description verified contacts */
            contact_list?: components["schemas"]["ContactV2"][];
        };
        ListLabelsResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description labels */
            label_list?: components["schemas"]["CaseLabelInfo"][];
        };
        ListMessagesResponse: {
            /** @description number of records in total */
            count?: number;
            /** @description messages */
            message_list?: components["schemas"]["QueryMessageInfoV2"][];
        };
        ListMoreInstantMessagesResponse: {
            /** @description number of messages */
            count?: number;
            /** @description messages */
            message_list?: components["schemas"]["QueryMessageInfoV2"][];
        };
        ListNewInstantMessagesResponse: {
            /** @description read state per ticket */
            imstatus?: components["schemas"]["ImStatusV2"][];
            /** @description new messages per ticket */
            immsg?: components["schemas"]["UserInstantIncidentMsgV2"][];
            /** @description cursor: last message seen */
            last_message_time_id?: string;
        };
        ListPrivilegesResponse: {
            /**
             * @description whether the privilege is there
             * @enum {integer}
             */
            has_privilege?: 0 | 1;
        };
        ListProblemTypesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description problem types */
            incident_business_type_list?: components["schemas"]["SimpleIncidentBusinessTypeV2"][];
        };
        ListProductCategoriesResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description product categories */
            incident_product_category_list?: components["schemas"]["IncidentProductCategoryV2"][];
        };
        ListRegionsResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description regions */
            data_center_list?: components["schemas"]["DataCenterV2Do"][];
        };
        ListRelationResponse: {
            /** @description related tickets */
            case_relation_list?: components["schemas"]["CaseRealtionInfo"][];
        };
        ListSatisfactionDimensionsResponse: {
            /** @description number of records in total */
            total_count?: number;
            /** @description rating dimensions */
            satisfaction_dimension_list?: components["schemas"]["SatisfactionDimensionSimpleInfoV2"][];
        };
        ListSeveritiesResponse: {
            /** @description whether severities are to be shown */
            show?: boolean;
            /** @description severities */
            severity_list?: components["schemas"]["SeverityV2Do"][];
        };
        ListSubCustomersResponse: {
            /** @description IAM users */
            sub_customer_infos?: components["schemas"]["SubCutomerInfoV2"][];
        };
        ListUnreadNewInstantMessagesResponse: {
            /** @description unread messages per ticket */
            imunread?: components["schemas"]["ImUnreadV2"][];
        };
        OperateAuthorizationV2Req: {
            /** @description reason for rejecting */
            reject_reason?: string;
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        PartnersServiceInfo: {
            /** @description partner account ID */
            customer_id?: string;
            /** @description partner name */
            customer_name?: string;
            /**
             * @description time zone of the service hours
             * @example GMT+08:00
             */
            service_time_zone?: string;
            /** @description service days in a week */
            service_time_day?: string;
            /** @description service hours in a day */
            service_time_hour?: string;
        };
        PutCaseExtParamReq: {
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
            /** @description message ID */
            message_id?: string;
            /** @description values of additional parameters by key */
            extends_map?: {
                [key: string]: unknown;
            };
        };
        QueryMessageInfoV2: {
            /**
             * @description author side
             * @enum {integer}
             */
            type?: 0 | 1;
            /**
             * @description kind of author
             * @enum {integer}
             */
            replier_type?: 0 | 1 | 2;
            /** @description author ID */
            replier?: string;
            /** @description message text */
            content?: string;
            /**
             * Format: date-time
             * @description creation time
             */
            create_time?: string;
            /** @description author name */
            replier_name?: string;
            /**
             * @description whether it is the first message, 0 or 1
             * @enum {integer}
             */
            is_first_message?: 0 | 1;
            /** @description kind of IAM user */
            iam_user_type?: number;
            /** @description attachments */
            accessory_list?: components["schemas"]["SimpleAccessoryV2"][];
        };
        Region: {
            /** @description region ID */
            region_id?: string;
            /** @description region name */
            region_name?: string;
        };
        RevokeMessageResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        SatisfactionDimensionSimpleInfoV2: {
            /** @description points in total */
            value?: number;
            /** @description rating dimension ID */
            satisfaction_id?: number;
            /** @description rating dimension name */
            satisfaction_name?: string;
            /** @description rating dimension description */
            satisfaction_desc?: string;
            /** @description points per step */
            per_value?: number;
            /** @description rating category ID */
            sat_category_id?: string;
        };
        SendVerifyCodeReq: {
            /** @description phone number or e-mail address */
            contact_value: string;
            /**
             * @description phone or e-mail
             * @enum {integer}
             */
            contact_way: 0 | 1;
            /** @description country calling code without +, e.g. 65 */
            area_code: string;
        };
        SendVerifyCodesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        SeverityV2Do: {
            /** @description language */
            language?: string;
            /** @description severity name */
            severity_name?: string;
            /** @description severity ID */
            severity_id?: string;
        };
        ShowAccessoryLimitsResponse: {
            /** @description attachment limits */
            accessory_limit?: components["schemas"]["AccessoryLimitVo"];
        };
        ShowAuthorizationDetailResponse: {
            /** @description authorization ID */
            id?: string;
            /**
             * @description status
             * @enum {integer}
             */
            status?: -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
            /** @description ticket ID */
            incident_id?: string;
            /** @description problem description */
            simple_description?: string;
            /** @description resource type ID */
            resource_type_id?: string;
            /** @description resource type name */
            resource_type_name?: string;
            /** @description access type ID */
            visit_type_id?: string;
            /** @description access type name */
            visit_type_name?: string;
            /**
             * Format: date-time
             * @description start of the authorization
             */
            auth_effective_time?: string;
            /**
             * Format: date-time
             * @description end of the authorization
             */
            auth_expire_time?: string;
            /** @description reason for rejecting */
            reject_reason?: string;
            /** @description consoles or hosts to be accessed */
            incident_auth_detail_list?: components["schemas"]["IncidentOrderAuthDetailInfoV2"][];
            /** @description IAM user name */
            xcustomer_name?: string;
            /** @description handler of the authorization */
            auth_handler_name?: string;
            /** @description agency name */
            agency_name?: string;
            /** @description what is asked for */
            auth_describe?: string;
            /** @description authorization content ID */
            content_type_id?: string;
            /** @description authorization content name */
            content_type_name?: string;
        };
        ShowCaseDetailResponse: {
            /** @description ticket */
            incident_detail_info?: components["schemas"]["IncidentDetailInfoV2"];
        };
        ShowCaseExtendsParamResponse: {
            /** @description values of additional parameters by key (inferred: the SDK declares the error pair only) */
            extends_map?: {
                [key: string]: unknown;
            };
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        ShowCaseStatusResponse: {
            /**
             * @description status
             * @enum {integer}
             */
            status?: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
        };
        ShowCustomerPrivilegePolicyResponse: {
            /** @description whether the policy is on */
            policy_switch?: boolean;
        };
        ShowDownloadAccessoryUrlResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
            /** @description download address */
            accessory_url?: string;
        };
        ShowLatestPublishedAgreementResponse: {
            /** @description agreement */
            case_agreement?: components["schemas"]["AgreementVO"];
        };
        ShowLoginTypeResponse: {
            /** @description login type, e.g. FEDERATION */
            login_type?: string;
        };
        ShowPartnersCasesPrivilegeResponse: {
            /** @description whether the privilege is there */
            has_privilege?: boolean;
        };
        ShowPartnersServiceInfoResponse: {
            /** @description partner and its service hours */
            partners_service_info?: components["schemas"]["PartnersServiceInfo"];
        };
        ShowSignedLatestPublishedAgreementResponse: {
            /** @description whether the latest version is signed */
            is_signed_latest?: boolean;
        };
        SignAgreementReq: {
            /** @description ID of the related object */
            relation_id?: string;
        };
        SignPublishedAgreementResponse: {
            /** @description ID of the signature record */
            agreement_signed_record_id?: number;
        };
        SimpleAccessoryV2: {
            /** @description attachment ID */
            accessory_id?: string;
            /** @description file name */
            file_actual_name?: string;
        };
        SimpleIncidentBusinessTypeV2: {
            /** @description problem type ID */
            business_type_id?: string;
            /** @description problem type name */
            business_type_name?: string;
            /**
             * @description consulting or fault
             * @enum {string}
             */
            case_type?: "0" | "5";
            /** @description whether support plan benefits apply */
            can_use_support_plan?: boolean;
        };
        SubCutomerInfoV2: {
            /** @description phone number, masked */
            mobile?: string;
            /** @description e-mail address, masked */
            email?: string;
            /** @description IAM user ID (inferred) */
            customer_id?: string;
            /** @description account ID */
            domain_id?: string;
            /** @description IAM user name, masked */
            customer_name?: string;
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
        };
        TenantAgreeAuthDetailV2: {
            /** @description port */
            port?: number;
            /** @description host login name to hand over */
            account?: string;
            /** @description host password to hand over */
            password?: string;
            /** @description authorization detail ID */
            auth_detail_id: number;
        };
        TenantConfigV2: {
            /** @description most copy recipients per ticket */
            create_case_ccemail_max_count?: number;
        };
        UpdateAuthorizationsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        UpdateCaseContactInfoReq: {
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
            /** @description phone number for progress notices */
            remind_mobile?: string;
            /** @description e-mail address for progress notices */
            remind_mail?: string;
            /** @description 0 for any time, or HH:mm-HH:mm */
            remind_time?: string;
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
            /** @description further values by key */
            extension_map?: {
                [key: string]: unknown;
            };
        };
        UpdateCaseContactInfoResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        UpdateCasesResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        UpdateLabelsReq: {
            /** @description label name */
            name: string;
            /**
             * @description colour, e.g. #000000
             * @example #000000
             */
            color: string;
        };
        UpdateLabelsResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        UpdateNewInstantMessagesReadResponse: {
            /** @description error code */
            error_code?: string;
            /** @description error message */
            error_msg?: string;
        };
        UpdateUnreadNewInstantMsgV2Req: {
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
        };
        UploadAccessoryRequestBody: {
            /** @description file content */
            file: string;
            /** @description JSON text with file name and purpose */
            form_data: string;
        };
        UploadAccessoryResponse: {
            /** @description attachment ID */
            accessory_id?: string;
        };
        UploadJsonAccessoriesResponse: {
            /** @description attachment ID */
            accessory_id?: string;
        };
        UserInstantIncidentMsgV2: {
            /** @description ticket ID */
            incident_id?: string;
            /** @description messages */
            message_list?: components["schemas"]["QueryMessageInfoV2"][];
        };
        VerifyVerifyCodeV2Req: {
            /** @description verification code */
            verify_code: string;
            /** @description phone number or e-mail address */
            contact_value: string;
            /**
             * @description phone or e-mail
             * @enum {integer}
             */
            contact_way: 0 | 1;
            /** @description country calling code without +, e.g. 65 */
            area_code?: string;
            /** @description IAM user ID */
            x_customer_id?: string;
            /** @description account ID */
            customer_id?: string;
        };
        WorkOrderOperateV2Req: {
            /** @description rating comment */
            judgement?: string;
            /** @description note on the action */
            operate_desc?: string;
            /** @description IAM group ID, needed for tickets of group members */
            group_id?: string;
            /** @description ratings per dimension */
            incident_satisfaction_list?: components["schemas"]["IncidentSatisfactionV2Do"][];
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
    UploadAccessory: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadAccessoryRequestBody"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAccessoryResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListAccessoryAccessUrls: {
        parameters: {
            query: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description attachment IDs */
                accessory_ids: string[];
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListAccessoryAccessUrlsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UploadJsonAccessories: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessoryJsonFormatReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadJsonAccessoriesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowAccessoryLimits: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowAccessoryLimitsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DownloadAccessories: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description attachment ID, or several separated by commas */
                accessory_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description file, or an error pair as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Buffer;
                    "application/json": components["schemas"]["Error"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DeleteAccessories: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description attachment ID */
                accessory_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteAccessoriesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowDownloadAccessoryUrl: {
        parameters: {
            query: {
                /** @description kind of object the attachment belongs to */
                relation_type: "DEFAULT" | "NO_RELATION" | "NOTIFICATION" | "INCIDENT" | "MESSAGE" | "INSPECTION" | "CONNECT";
                /** @description ID of the related object */
                relation_id?: string;
                /** @description ticket ID */
                incident_id?: string;
            };
            header?: never;
            path: {
                /** @description attachment ID */
                accessory_id: string;
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
                    "application/json": components["schemas"]["ShowDownloadAccessoryUrlResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DownloadImages: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description attachment ID */
                accessory_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description file, or an error pair as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": Buffer;
                    "application/json": components["schemas"]["Error"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListAgencies: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListAgenciesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowLatestPublishedAgreement: {
        parameters: {
            query?: {
                /** @description kind of agreement */
                agreement_type?: "0" | "1" | "2";
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowLatestPublishedAgreementResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowSignedLatestPublishedAgreement: {
        parameters: {
            query?: {
                /** @description kind of agreement */
                agreement_type?: "0" | "1" | "2";
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowSignedLatestPublishedAgreementResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    SignPublishedAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description agreement ID */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignAgreementReq"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignPublishedAgreementResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListAuthorizations: {
        parameters: {
            query?: {
                /** @description IAM user name */
                sub_customer_name?: string;
                /** @description ticket ID */
                incident_id?: string;
                /** @description status */
                status?: -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
                /** @description text to find in the ticket description */
                simple_description?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListAuthorizationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowLoginType: {
        parameters: {
            query?: never;
            header?: {
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowLoginTypeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowAuthorizationDetail: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description authorization ID */
                authorization_id: string;
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
                    "application/json": components["schemas"]["ShowAuthorizationDetailResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ConfirmAuthorizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description authorization ID */
                authorization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgreeTenantAuthorizationV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmAuthorizationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateAuthorizations: {
        parameters: {
            query?: {
                /** @description action */
                action_id?: "reject" | "cancel";
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description authorization ID */
                authorization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperateAuthorizationV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateAuthorizationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseCcEmails: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseCcEmailsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCases: {
        parameters: {
            query?: {
                /** @description text to find in the description */
                search_key?: string[];
                /** @description label IDs, at most 5 */
                label_id_list?: string[];
                /** @description text to find in ticket ID or description */
                app_key?: string;
                /** @description ticket ID */
                incident_id?: string;
                /** @description start of the creation time window */
                query_start_time?: string;
                /** @description end of the creation time window */
                query_end_time?: string;
                /** @description status */
                status?: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
                /** @description status codes, comma-separated (inferred) */
                incident_status?: string;
                /** @description IAM user ID */
                x_customer_id?: string;
                /** @description IAM user name */
                x_customer_name?: string;
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCasesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateCases: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
                /** @description verification ID of an unregistered phone number */
                "x-phone-verifiedid"?: string;
                /** @description verification ID of an unregistered e-mail address */
                "x-email-verifiedid"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrderIncidentV2Req"];
            };
        };
        responses: {
            /** @description result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateCasesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseCounts: {
        parameters: {
            query?: {
                /** @description status */
                status?: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseCountsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DownloadCases: {
        parameters: {
            query: {
                /** @description language of the file */
                language: string;
                /** @description time zone of the file, e.g. GMT+8 */
                timezone: string;
                /** @description ticket ID */
                incident_id?: string;
                /** @description start of the creation time window */
                query_start_time?: string;
                /** @description end of the creation time window */
                query_end_time?: string;
                /** @description IAM user name */
                x_customer_name?: string;
                /** @description text to find */
                search_key?: string;
                /** @description status */
                status?: 0 | 1 | 2 | 3 | 4 | 5 | 12 | 13 | 17;
                /** @description account ID */
                customer_id?: string;
                /** @description ticket source IDs */
                tenant_source_id_list?: string[];
                /** @description IAM user ID */
                sub_customer_id?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description file, or an error pair as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Buffer;
                    "application/json": components["schemas"]["Error"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListNewInstantMessages: {
        parameters: {
            query: {
                /** @description ticket IDs */
                case_ids: string[];
                /** @description cursor: last message seen */
                last_message_time_id?: string;
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListNewInstantMessagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListUnreadNewInstantMessages: {
        parameters: {
            query: {
                /** @description ticket IDs */
                case_ids: string[];
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListUnreadNewInstantMessagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowPartnersCasesPrivilege: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowPartnersCasesPrivilegeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowPartnersServiceInfo: {
        parameters: {
            query?: {
                /** @description ticket category ID */
                case_sub_type_id?: string;
                /** @description vendor (ISV) product ID */
                product_id?: string;
                /** @description ticket ID */
                case_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowPartnersServiceInfoResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCaseDetail: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ShowCaseDetailResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateCases: {
        parameters: {
            query: {
                /** @description action */
                action_id: "cancel" | "close" | "press" | "delete";
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkOrderOperateV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateCasesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateCaseContactInfo: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCaseContactInfoReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateCaseContactInfoResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCaseExtendsParam: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowCaseExtendsParamResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateCaseExtendsParam: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCaseExtParamReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateCaseExtendsParamResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListMoreInstantMessages: {
        parameters: {
            query: {
                /** @description creation time of the last shown message, a timestamp */
                create_time: string;
                /** @description author side of the last shown message */
                type: 0 | 1;
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description number of messages */
                limit: number;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ListMoreInstantMessagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateNewInstantMessagesRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUnreadNewInstantMsgV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateNewInstantMessagesReadResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    RevokeMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
                /** @description message ID */
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokeMessageResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ListCaseLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateCaseLabels: {
        parameters: {
            query: {
                /** @description label IDs to add, at most 5 */
                label_ids: number[];
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateCaseLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DeleteCaseLabels: {
        parameters: {
            query: {
                /** @description label IDs to remove, at most 5 */
                label_ids: number[];
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteCaseLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateMessageV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateMessagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListMessages: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description strip rich text */
                trim_osm_rich_text_label?: boolean;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ListMessagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseOperateLogs: {
        parameters: {
            query?: {
                /** @description IAM group ID, needed for tickets of group members */
                group_id?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ListCaseOperateLogsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ListRelationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateRelations: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRelationsReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateRelationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DeleteRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteRelationsReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteRelationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateScores: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateScoreV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateScoresResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCaseStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description ticket ID */
                case_id: string;
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
                    "application/json": components["schemas"]["ShowCaseStatusResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListAreaCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListAreaCodesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseCategories: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseCategoriesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListExtendsParams: {
        parameters: {
            query: {
                /** @description problem type ID */
                business_type_id: string;
                /** @description ticket category ID */
                incident_sub_type_id?: string;
                /** @description product category ID */
                product_category_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListExtendsParamsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseLimits: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseLimitsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListProblemTypes: {
        parameters: {
            query?: {
                /** @description product category ID */
                product_category_id?: string;
                /** @description ticket category ID */
                incident_sub_type_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListProblemTypesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListProductCategories: {
        parameters: {
            query?: {
                /** @description product category name */
                product_category_name?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListProductCategoriesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListRegions: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListRegionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSatisfactionDimensions: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListSatisfactionDimensionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListSeverities: {
        parameters: {
            query: {
                /** @description product category ID */
                product_category_id: string;
                /** @description problem type ID */
                business_type_id: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListSeveritiesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseTemplates: {
        parameters: {
            query: {
                /** @description problem type ID */
                business_type_id: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseTemplatesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCustomersRegions: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCustomersRegionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListTicketSubCustomers: {
        parameters: {
            query?: {
                /** @description IAM user name */
                sub_customer_name?: string;
                /** @description IAM user ID */
                sub_customer_id?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListSubCustomersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListLabels: {
        parameters: {
            query?: {
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
                /** @description part of the label name */
                name?: string;
                /** @description label ID */
                label_id?: number;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreateLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLabelsReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    UpdateLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description label ID */
                label_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLabelsReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DeleteLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path: {
                /** @description label ID */
                label_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteLabelsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListPrivileges: {
        parameters: {
            query: {
                /** @description privilege to check */
                privilege: "export" | "createCase" | "assumeCaseAll";
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListPrivilegesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CreatePrivileges: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAndDeletePrivilegeReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatePrivilegesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ShowCustomerPrivilegePolicy: {
        parameters: {
            query?: {
                /** @description privilege asked about */
                privilege?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ShowCustomerPrivilegePolicyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListCaseQuotas: {
        parameters: {
            query: {
                /** @description product category ID */
                product_category_id?: string;
                /** @description problem type ID */
                business_type_id: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListCaseQuotasResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CheckVerifyCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyVerifyCodeV2Req"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckVerifyCodesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListHasVerifiedContacts: {
        parameters: {
            query?: {
                /** @description phone or e-mail */
                contact_way?: 0 | 1;
                /** @description account ID */
                customer_id?: string;
                /** @description IAM user ID */
                sub_customer_id?: string;
                /** @description end of validity to filter by */
                expired_time?: string;
                /** @description verification ID */
                verified_id?: string;
                /** @description phone number or e-mail address */
                contact_value?: string;
                /** @description country calling code without +, e.g. 65 */
                area_code?: string;
                /** @description records to skip */
                offset?: number;
                /** @description records per page */
                limit?: number;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["ListHasVerifiedContactsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    CheckNeedVerify: {
        parameters: {
            query: {
                /** @description phone number or e-mail address */
                contact_value: string;
                /** @description phone or e-mail */
                contact_way: 0 | 1;
                /** @description country calling code without +, e.g. 65 */
                area_code?: string;
            };
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
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
                    "application/json": components["schemas"]["CheckNeedVerifyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    SendVerifyCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description site, 0 China, 1 international */
                "X-Site"?: 0 | 1;
                /** @description language of names in the reply */
                "X-Language"?: string;
                /** @description time zone of times in the reply */
                "X-Time-Zone"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendVerifyCodeReq"];
            };
        };
        responses: {
            /** @description done, or an error pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendVerifyCodesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
