// Generated from the contract by `npm run contract`. Do not edit.
import type {Decimal} from '../../decimal.js'

export interface paths {
    "/v3.0/OS-CREDENTIAL/securitytokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a temporary access key */
        post: operations["CreateTemporaryAccessKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/auth/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts the caller can reach */
        get: operations["KeystoneListAuthDomains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a token */
        post: operations["KeystoneCreateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List projects */
        get: operations["KeystoneListProjects"];
        put?: never;
        post?: never;
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
        AgencyAssumedby: {
            /** @description user */
            user: components["schemas"]["AgencyAssumedbyUser"];
        };
        AgencyAssumedbyUser: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
            /** @description account */
            domain: components["schemas"]["AgencyAssumedbyUserDomain"];
            /** @description end of password validity, empty if none */
            password_expires_at: string;
        };
        AgencyAssumedbyUserDomain: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        AgencyAuth: {
            /** @description how to authenticate */
            identity: components["schemas"]["AgencyAuthIdentity"];
        };
        AgencyAuthIdentity: {
            /** @description authentication method */
            methods: "assume_role"[];
            /** @description delegating account and its agency */
            assume_role: components["schemas"]["IdentityAssumerole"];
            /** @description narrows the permissions, OBS only */
            policy?: components["schemas"]["ServicePolicy"];
        };
        AgencyTokenAssumerole: {
            /** @description ID of the delegating account */
            domain_id?: string;
            /** @description name of the delegating account */
            domain_name?: string;
            /** @description agency name, older pages call it xrole_name */
            agency_name: string;
        } | unknown | unknown;
        AgencyTokenAuth: {
            /** @description how to authenticate */
            identity: components["schemas"]["AgencyTokenIdentity"];
            /** @description where the token is valid */
            scope: components["schemas"]["AgencyTokenScope"];
        };
        AgencyTokenDomain: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        AgencyTokenIdentity: {
            /** @description authentication method */
            methods: "assume_role"[];
            /** @description delegating account and its agency */
            assume_role: components["schemas"]["AgencyTokenAssumerole"];
        };
        AgencyTokenProject: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
            /** @description account */
            domain: components["schemas"]["AgencyTokenProjectDomain"];
        };
        AgencyTokenProjectDomain: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        AgencyTokenResult: {
            /** @description authentication method */
            methods: string[];
            /**
             * Format: date-time
             * @description end of validity, UTC
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description time of issue, UTC
             */
            issued_at: string;
            /** @description who uses the agency */
            assumed_by: components["schemas"]["AgencyAssumedby"];
            /** @description service endpoints */
            catalog?: components["schemas"]["TokenCatalog"][];
            /** @description account */
            domain?: components["schemas"]["AgencyTokenDomain"];
            /** @description project */
            project?: components["schemas"]["AgencyTokenProject"];
            /** @description permissions of the token */
            roles: components["schemas"]["TokenRole"][];
            /** @description user */
            user: components["schemas"]["AgencyTokenUser"];
        };
        AgencyTokenScope: {
            /** @description account */
            domain?: components["schemas"]["AgencyTokenScopeDomain"];
            /** @description project */
            project?: components["schemas"]["AgencyTokenScopeProject"];
        } & (unknown | unknown);
        AgencyTokenScopeDomain: {
            /** @description ID */
            id?: string;
            /** @description name */
            name?: string;
        } | unknown | unknown;
        AgencyTokenScopeProject: {
            /** @description ID */
            id?: string;
            /** @description name */
            name?: string;
        } | unknown | unknown;
        AgencyTokenUser: {
            /** @description delegating account name / agency name */
            name: string;
            /** @description agency ID */
            id: string;
            /** @description delegating account */
            domain: components["schemas"]["AgencyTokenUserDomain"];
        };
        AgencyTokenUserDomain: {
            /** @description ID */
            id: string;
            /** @description name */
            name: string;
        };
        AssumeroleSessionuser: {
            /** @description enterprise user name */
            name?: string;
        };
        AuthScope: {
            /** @description account */
            domain?: components["schemas"]["AuthScopeDomain"];
            /** @description project */
            project?: components["schemas"]["AuthScopeProject"];
        } & (unknown | unknown);
        AuthScopeDomain: {
            /** @description ID */
            id?: string;
            /** @description name */
            name?: string;
        } | unknown | unknown;
        AuthScopeProject: {
            /** @description ID */
            id?: string;
            /** @description name */
            name?: string;
        } | unknown | unknown;
        CreateTemporaryAccessKeyByAgencyRequestBody: {
            /** @description authentication data */
            auth: components["schemas"]["AgencyAuth"];
        };
        CreateTemporaryAccessKeyByAgencyResponse: {
            /** @description temporary access key */
            credential?: components["schemas"]["Credential"];
        };
        CreateTemporaryAccessKeyByTokenRequestBody: {
            /** @description authentication data */
            auth: components["schemas"]["TokenAuth"];
        };
        CreateTemporaryAccessKeyByTokenResponse: {
            /** @description temporary access key */
            credential?: components["schemas"]["Credential"];
        };
        Credential: {
            /**
             * Format: date-time
             * @description end of validity, UTC
             */
            expires_at: string;
            /** @description temporary access key ID */
            access: string;
            /** @description temporary secret access key */
            secret: string;
            /** @description security token to send with the temporary key */
            securitytoken: string;
        };
        Domains: {
            /** @description whether it is enabled */
            enabled: boolean;
            /** @description account ID */
            id: string;
            /** @description account name */
            name: string;
            /** @description links */
            links: components["schemas"]["LinksSelf"];
            /** @description description */
            description: string;
        };
        /** @description one of two shapes */
        Error: components["schemas"]["KeystoneError"] | components["schemas"]["PlainError"];
        IdentityAssumerole: {
            /** @description agency name */
            agency_name: string;
            /** @description ID of the delegating account */
            domain_id?: string;
            /** @description name of the delegating account */
            domain_name?: string;
            /**
             * @description validity in seconds
             * @default 900
             */
            duration_seconds?: number;
            /** @description enterprise user of the delegating account */
            session_user?: components["schemas"]["AssumeroleSessionuser"];
        } | unknown | unknown;
        IdentityToken: {
            /** @description token, instead of X-Auth-Token, to be retired */
            id?: string;
            /**
             * @description validity in seconds
             * @default 900
             */
            duration_seconds?: number;
        };
        KeystoneCreateAgencyTokenRequestBody: {
            /** @description authentication data */
            auth: components["schemas"]["AgencyTokenAuth"];
        };
        KeystoneCreateAgencyTokenResponse: {
            /** @description token */
            token?: components["schemas"]["AgencyTokenResult"];
        };
        KeystoneCreateUserTokenByPasswordRequestBody: {
            /** @description authentication data */
            auth: components["schemas"]["PwdAuth"];
        };
        KeystoneCreateUserTokenByPasswordResponse: {
            /** @description token */
            token?: components["schemas"]["TokenResult"];
        };
        KeystoneError: {
            /** @description error */
            error: {
                /** @description HTTP status */
                code: number;
                /** @description error message */
                message: string;
                /** @description HTTP status text */
                title?: string;
            };
        };
        KeystoneListAuthDomainsResponse: {
            /** @description accounts */
            domains?: components["schemas"]["Domains"][];
            /** @description links */
            links?: components["schemas"]["LinksSelf"];
        };
        KeystoneListProjectsResponse: {
            /** @description links */
            links?: components["schemas"]["Links"];
            /** @description projects */
            projects?: components["schemas"]["ProjectResult"][];
        };
        Links: {
            /** @description this resource */
            self?: string;
            /** @description previous page */
            previous: string | null;
            /** @description next page */
            next: string | null;
        };
        LinksSelf: {
            /** @description this resource */
            self?: string;
        };
        PlainError: {
            /** @description error code, IAM.* or APIGW.* */
            error_code: string;
            /** @description error message */
            error_msg: string;
            /** @description encrypted reason of a refusal */
            encoded_authorization_message?: string;
        };
        ProjectResult: {
            /** @description always false */
            is_domain: boolean;
            /** @description description */
            description: string;
            /** @description links */
            links: components["schemas"]["Links"];
            /** @description whether it is enabled */
            enabled: boolean;
            /** @description project ID */
            id: string;
            /** @description account ID, or ID of the regional project above */
            parent_id: string;
            /** @description account ID */
            domain_id: string;
            /** @description project name */
            name: string;
        };
        PwdAuth: {
            /** @description how to authenticate */
            identity: components["schemas"]["PwdIdentity"];
            /** @description where the token is valid */
            scope: components["schemas"]["AuthScope"];
        };
        PwdIdentity: {
            /** @description authentication method */
            methods: "password"[];
            /** @description user name and password */
            password: components["schemas"]["PwdPassword"];
        };
        PwdPassword: {
            /** @description user */
            user: components["schemas"]["PwdPasswordUser"];
        };
        PwdPasswordUser: {
            /** @description account of the IAM user */
            domain: components["schemas"]["PwdPasswordUserDomain"];
            /** @description IAM user name */
            name: string;
            /** @description password of the IAM user */
            password: string;
        };
        PwdPasswordUserDomain: {
            /** @description account name */
            name: string;
        };
        ServicePolicy: {
            /** @description policy version */
            Version: string;
            /** @description statements */
            Statement: components["schemas"]["ServiceStatement"][];
        };
        ServiceStatement: {
            /** @description actions, e.g. obs:object:GetObject */
            Action: string[];
            /**
             * @description allow or deny
             * @enum {string}
             */
            Effect: "Allow" | "Deny";
            /** @description conditions */
            Condition?: {
                [key: string]: {
                    [key: string]: string[];
                };
            };
            /** @description resources */
            Resource?: string[];
        };
        TokenAuth: {
            /** @description how to authenticate */
            identity: components["schemas"]["TokenAuthIdentity"];
        };
        TokenAuthIdentity: {
            /** @description authentication method */
            methods: "token"[];
            /** @description token and validity */
            token?: components["schemas"]["IdentityToken"];
            /** @description narrows the permissions, OBS only */
            policy?: components["schemas"]["ServicePolicy"];
        };
        TokenCatalog: {
            /** @description service type */
            type: string;
            /** @description ID */
            id: string;
            /** @description name */
            name: string;
            /** @description endpoints */
            endpoints: components["schemas"]["TokenCatalogEndpoint"][];
        };
        TokenCatalogEndpoint: {
            /** @description address */
            url: string;
            /** @description region */
            region: string;
            /** @description region ID */
            region_id: string;
            /** @description visibility, always public */
            interface: string;
            /** @description ID */
            id: string;
        };
        TokenDomainResult: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        TokenProjectDomainResult: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        TokenProjectResult: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
            /** @description account */
            domain: components["schemas"]["TokenProjectDomainResult"];
        };
        TokenResult: {
            /** @description service endpoints */
            catalog: components["schemas"]["TokenCatalog"][];
            /** @description account */
            domain?: components["schemas"]["TokenDomainResult"];
            /**
             * Format: date-time
             * @description end of validity, UTC
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description time of issue, UTC
             */
            issued_at: string;
            /** @description authentication method */
            methods: string[];
            /** @description project */
            project?: components["schemas"]["TokenProjectResult"];
            /** @description permissions of the token */
            roles: components["schemas"]["TokenRole"][];
            /** @description user */
            user: components["schemas"]["TokenUserResult"];
        };
        TokenRole: {
            /** @description permission name */
            name: string;
            /** @description permission ID, always 0 */
            id: string;
        };
        TokenUserDomainResult: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
        };
        TokenUserResult: {
            /** @description name */
            name: string;
            /** @description ID */
            id: string;
            /** @description end of password validity, empty if none */
            password_expires_at: string;
            /** @description account */
            domain: components["schemas"]["TokenUserDomainResult"];
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
    CreateTemporaryAccessKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTemporaryAccessKeyByAgencyRequestBody"] | components["schemas"]["CreateTemporaryAccessKeyByTokenRequestBody"];
            };
        };
        responses: {
            /** @description result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateTemporaryAccessKeyByAgencyResponse"] | components["schemas"]["CreateTemporaryAccessKeyByTokenResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    KeystoneListAuthDomains: {
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
                    "application/json": components["schemas"]["KeystoneListAuthDomainsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    KeystoneCreateToken: {
        parameters: {
            query?: {
                /** @description any text leaves the catalog out */
                nocatalog?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeystoneCreateUserTokenByPasswordRequestBody"] | components["schemas"]["KeystoneCreateAgencyTokenRequestBody"];
            };
        };
        responses: {
            /** @description result */
            201: {
                headers: {
                    /** @description the token, to be sent as X-Auth-Token */
                    "X-Subject-Token": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeystoneCreateUserTokenByPasswordResponse"] | components["schemas"]["KeystoneCreateAgencyTokenResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    KeystoneListProjects: {
        parameters: {
            query?: {
                /** @description account ID */
                domain_id?: string;
                /** @description project name, e.g. a region ID */
                name?: string;
                /** @description account ID, or ID of the regional project above */
                parent_id?: string;
                /** @description whether the project is enabled */
                enabled?: boolean;
                /** @description leave out */
                is_domain?: boolean;
                /** @description page number, from 1, with per_page */
                page?: number;
                /** @description projects per page, with page */
                per_page?: number;
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
                    "application/json": components["schemas"]["KeystoneListProjectsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
