"""Drives the sandbox with Huawei's official Python SDK: every operation of the contract, with the SDK's own models and signer.

    partnerctl sandbox start --port 0 --memory -o json > ready.json &
    PYTHONPATH=<sdk>/huaweicloud-sdk-core:<sdk>/huaweicloud-sdk-bss:...  python3 test/conformance/python_sdk.py ready.json

Prints a line for each operation that did not succeed, and a count. A refusal by a business rule (the sandbox's state does not
allow it) is counted apart; a request that was not understood, or an answer that the SDK cannot read, is a failure: exit 1.
"""
import importlib
import json
import pathlib
import re
import sys

from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import SdkException, ServiceResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig

CONTRACT = pathlib.Path(__file__).resolve().parents[2] / "src/api/contract"
NOT_UNDERSTOOD = re.compile(r"^(CBC\.0100|CBC\.0101|OSM\.0001|OSM\.01010001|APIGW?\..*|SANDBOX\..*|IAM\.0011)$")
IAM_NAMES = {
    "KeystoneCreateToken": ["KeystoneCreateUserTokenByPassword", "KeystoneCreateAgencyToken"],
    "CreateTemporaryAccessKey": ["CreateTemporaryAccessKeyByAgency", "CreateTemporaryAccessKeyByToken"],
}


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class World:
    """Who calls, and the values that requests need."""

    def __init__(self, ready):
        self.ready = ready
        self.partner = ready["partner"]
        self.site = ready["site"]
        self.endpoint = ready["endpoints"]["bss"]
        self.values = {
            "xaccount_type": self.partner["xaccount_type"],
            "domain_id": self.partner["domain_id"],
            "source_id": "83aeb0f2834c4df49826c781d32a963e",
            "bill_cycle": ready["cycle"],
            "cycle": ready["cycle"],
            "start_time": ready["cycle"] + "-01",
            "end_time": ready["cycle"] + "-28",
        }

    def client(self, package, version, credentials):
        module = importlib.import_module(f"huaweicloudsdk{package}.{version}")
        builder = getattr(module, f"{package.capitalize()}Client").new_builder()
        config = HttpConfig.get_default_config()
        config.ignore_ssl_verification = True
        return module, builder.with_http_config(config).with_credentials(credentials).with_endpoints([self.endpoint]).build()

    def partner_credentials(self):
        return GlobalCredentials(self.partner["access_key_id"], self.partner["secret_access_key"], self.partner["domain_id"])

    def customer_credentials(self, customer_id):
        module, client = self.client("iam", "v3", self.partner_credentials())
        role = module.IdentityAssumerole(agency_name=self.partner["xaccount_type"], domain_id=customer_id, duration_seconds=3600)
        identity = module.AgencyAuthIdentity(methods=["assume_role"], assume_role=role)
        body = module.CreateTemporaryAccessKeyByAgencyRequestBody(auth=module.AgencyAuth(identity=identity))
        key = client.create_temporary_access_key_by_agency(module.CreateTemporaryAccessKeyByAgencyRequest(body=body)).credential
        credentials = GlobalCredentials(key.access, key.secret, customer_id)
        credentials.security_token = key.securitytoken
        return credentials


def build(module, cls, world, schema, schemas, required_only=True):
    """An instance of an SDK model, filled with what the contract requires."""
    instance = cls()
    required = set(schema.get("required", []))
    for name, property_ in schema.get("properties", {}).items():
        needed = name in required or world.site in property_.get("x-required-sites", [])
        if not needed and name not in special(world, world.operation).get("also", ()):
            continue
        attribute = {v: k for k, v in cls.attribute_map.items()}.get(name)
        if attribute is None:
            raise LookupError(f"{cls.__name__} has no {name}")
        type_ = cls.openapi_types[attribute]
        setattr(instance, attribute, value_of(module, type_, name, property_, world, schemas))
    return instance


def value_of(module, type_, name, schema, world, schemas):
    chosen = special(world, world.operation).get(name)
    if chosen is not None:
        return chosen
    if "$ref" in schema:
        schema = schemas[schema["$ref"].split("/")[-1]]
    if name in world.values:
        return world.values[name]
    listed = re.match(r"list\[(\w+)\]", type_)
    if listed:
        return [value_of(module, listed.group(1), name, schema.get("items", {}), world, schemas)]
    if hasattr(module, type_):
        return build(module, getattr(module, type_), world, schema, schemas)
    if schema.get("enum"):
        sites = schema.get("x-enum-sites", {})
        return next(v for v in schema["enum"] if world.site in sites.get(str(v), [world.site]))
    if "const" in schema:
        return schema["const"]
    if schema.get("type") == "integer":
        return max(1, int(schema.get("minimum", 1)))
    if schema.get("type") == "number":
        return 1
    if schema.get("type") == "boolean":
        return False
    if schema.get("type") == "array":
        return [value_of(module, "str", name, schema.get("items", {}), world, schemas)]
    text = "sample"
    return text[: schema.get("maxLength", 64)]


def special(world, id_):
    """What an operation needs beyond names that mean the same everywhere."""
    return {
        "ListInvoices": {"start_time": world.values["cycle"] + "-01T00:00:00Z", "end_time": world.values["cycle"] + "-28T00:00:00Z",
                         "offset": 1, "limit": 10},
        "SendVerificationMessageCode": {"receiver_type": 1, "mobile_phone": "13800000000", "also": ["mobile_phone"]}
        if world.site == "cn" else {"receiver_type": 2, "email": "someone@example.com", "also": ["email"]},
        "ListFreeResourcesUsageRecords": {"deduct_time_begin": world.values["cycle"] + "-01", "deduct_time_end": world.values["cycle"] + "-05"},
        "SetResourcesRenewConfig": {"config_name": "DEDUCTION_DATE", "config_value": "3"},
        "ListPayPerUseCustomerResources": {"also": ["customer_id"]},
        "ListIncentiveDiscountPolicies": {"time": world.values["cycle"]},
        "PayOrders": {"use_coupon": "NO", "use_discount": "NO"},
        "CreateSubCustomer": {"domain_area": "PE", "xaccount_id": "sdk-conformance"},
        "CheckUserIdentity": {"search_type": "name", "search_value": "some-free-name"},
        "ListCosts": {"begin_time": world.values["cycle"] + "-01", "end_time": world.values["cycle"] + "-28", "time_measure_id": 1, "type": "dimension", "key": "CLOUD_SERVICE_TYPE"},
    }.get(id_, {})


def iam_body(module, name, world):
    """The four token calls have bodies whose parts depend on each other."""
    customer, account = world.values["customer_id"], world.partner["account_name"]
    if name == "KeystoneCreateUserTokenByPassword":
        user = module.PwdPasswordUser(name=world.partner.get("user_name", account), password=world.partner["password"],
                                      domain=module.PwdPasswordUserDomain(name=account))
        identity = module.PwdIdentity(methods=["password"], password=module.PwdPassword(user=user))
        scope = module.AuthScope(domain=module.AuthScopeDomain(name=account))
        return module.KeystoneCreateUserTokenByPasswordRequestBody(auth=module.PwdAuth(identity=identity, scope=scope))
    if name == "KeystoneCreateAgencyToken":
        role = module.AgencyTokenAssumerole(agency_name=world.partner["xaccount_type"], domain_id=customer)
        identity = module.AgencyTokenIdentity(methods=["assume_role"], assume_role=role)
        scope = module.AgencyTokenScope(domain=module.AgencyTokenScopeDomain(id=customer))
        return module.KeystoneCreateAgencyTokenRequestBody(auth=module.AgencyTokenAuth(identity=identity, scope=scope))
    if name == "CreateTemporaryAccessKeyByAgency":
        role = module.IdentityAssumerole(agency_name=world.partner["xaccount_type"], domain_id=customer)
        identity = module.AgencyAuthIdentity(methods=["assume_role"], assume_role=role)
        return module.CreateTemporaryAccessKeyByAgencyRequestBody(auth=module.AgencyAuth(identity=identity))
    identity = module.TokenAuthIdentity(methods=["token"])
    return module.CreateTemporaryAccessKeyByTokenRequestBody(auth=module.TokenAuth(identity=identity))


def call(world, service, api, operation, credentials, name=None):
    world.operation = operation["operationId"]
    package = {"bss": "bss" if world.site == "cn" else "bssintl", "osm": "osm", "iam": "iam"}[service]
    version = "v3" if service == "iam" else "v2"
    module, client = world.client(package, version, credentials)
    official = name or operation.get("x-official-operation-id", operation["operationId"])
    request_class = getattr(module, f"{official}Request")
    request = request_class()
    by_wire = {v: k for k, v in request_class.attribute_map.items()}
    for parameter in operation.get("parameters", []):
        if parameter.get("required") and parameter["name"] in by_wire:
            attribute = by_wire[parameter["name"]]
            type_ = request_class.openapi_types[attribute]
            value = value_of(module, type_, parameter["name"], parameter["schema"], world, api["components"]["schemas"])
            setattr(request, attribute, value)
    body = operation.get("requestBody")
    if name:
        request.body = iam_body(module, name, world)
    elif body and "body" in request_class.openapi_types:
        content = next(iter(body["content"].values()))["schema"]
        schema = api["components"]["schemas"].get(content.get("$ref", "").split("/")[-1], content)
        body_class = getattr(module, request_class.openapi_types["body"])
        request.body = build(module, body_class, world, schema, api["components"]["schemas"])
    return getattr(client, snake(official))(request)


def learn(world, module, partner, customer):
    """Ids that later requests need: an order to pay, a resource to renew."""
    package = "bss" if world.site == "cn" else "bssintl"
    _, as_customer = world.client(package, "v2", customer)
    _, as_partner = world.client(package, "v2", partner)
    orders = as_customer.list_customer_orders(module.ListCustomerOrdersRequest(limit=100)).order_infos or []
    pending = [order for order in orders if order.status == 6]
    if pending or orders:
        world.values["order_id"] = (pending or orders)[0].order_id
    body = module.QueryResourcesReq(customer_id=world.values["customer_id"], limit=10)
    resources = as_partner.list_pay_per_use_customer_resources(module.ListPayPerUseCustomerResourcesRequest(body=body)).data or []
    if resources:
        world.values["resource_id"] = resources[0].resource_id
        world.values["resource_ids"] = [resources[0].resource_id]
    _, iam = world.client("iam", "v3", customer)
    iam_module = importlib.import_module("huaweicloudsdkiam.v3")
    world.values["project_id"] = iam.keystone_list_projects(iam_module.KeystoneListProjectsRequest()).projects[0].id


def main():
    ready = json.loads(pathlib.Path(sys.argv[1]).read_text())
    overrides = json.loads(pathlib.Path(sys.argv[2]).read_text()) if len(sys.argv) > 2 else {}
    ready.setdefault("cycle", overrides.pop("cycle", ready["clock"][:7]))
    world = World(ready)
    world.values.update(overrides)
    partner = world.partner_credentials()
    bss_module, bss = world.client("bss" if world.site == "cn" else "bssintl", "v2", partner)
    listed = bss.list_sub_customers(bss_module.ListSubCustomersRequest(body=bss_module.QuerySubCustomerListReq(limit=100)))
    customers = [c for c in listed.customer_infos if c.is_frozen in (0, None)]
    world.values.setdefault("customer_id", customers[0].customer_id)
    world.values.setdefault("customer_ids", [customers[0].customer_id])
    customer = world.customer_credentials(world.values["customer_id"])
    learn(world, bss_module, partner, customer)
    done, refused, failed = 0, {}, {}
    for service in ("iam", "bss", "osm"):
        api = json.loads((CONTRACT / f"{service}.openapi.json").read_text())
        for methods in api["paths"].values():
            for operation in methods.values():
                id_ = operation["operationId"]
                if world.site not in operation["x-sites"]:
                    continue
                as_customer = operation["x-identity"] == "customer"
                for name in IAM_NAMES.get(id_, [None]):
                    label = name or id_
                    try:
                        call(world, service, api, operation, customer if as_customer else partner, name)
                        done += 1
                    except ServiceResponseException as error:
                        target = failed if NOT_UNDERSTOOD.match(str(error.error_code or "")) or error.status_code >= 500 else refused
                        target[label] = f"{error.status_code} {error.error_code} {error.error_msg}"
                    except (SdkException, LookupError, AttributeError, TypeError, ValueError) as error:
                        failed[label] = f"{type(error).__name__}: {error}"
    for title, rows in (("refused by a rule", refused), ("FAILED", failed)):
        for label, why in rows.items():
            print(f"{title}: {label}: {why}")
    print(f"site {world.site}: {done} succeeded, {len(refused)} refused by a rule, {len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
