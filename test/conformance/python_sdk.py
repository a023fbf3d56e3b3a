"""Drives the sandbox with Huawei's official SDK for Python: reads a step a line, calls the operation with the SDK's own
models and signer, and writes what came of it, a line of JSON each. See sdk.test.ts.

    PYTHONPATH=<sdk>/huaweicloud-sdk-core:<sdk>/huaweicloud-sdk-bss:...  python3 python_sdk.py ENDPOINT
"""
import importlib
import json
import re
import sys

from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.http.formdata import FormFile


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def filled(module, type_, value):
    """A value as an instance of the SDK's model; None in it stays away."""
    listed = re.match(r"list\[(.+)\]$", type_)
    if listed:
        return [filled(module, listed.group(1), one) for one in value]
    if type_ == FormFile.TYPE:
        return FormFile(value)
    model = getattr(module, type_, None)
    if model is None or not isinstance(value, dict):
        return value
    instance = model()
    for attribute, wire in model.attribute_map.items():
        if value.get(wire) is not None:
            setattr(instance, attribute, filled(module, model.openapi_types[attribute], value[wire]))
    return instance


def run(step, endpoint):
    package = {"bss": "bss" if step["site"] == "cn" else "bssintl"}.get(step["service"], step["service"])
    module = importlib.import_module(f"huaweicloudsdk{package}.{'v3' if package == 'iam' else 'v2'}")
    credentials = GlobalCredentials(step["access"], step["secret"], step["domain"])
    builder = getattr(module, f"{package.capitalize()}Client").new_builder()
    client = builder.with_credentials(credentials).with_endpoints([endpoint]).build()
    method = getattr(client, snake(step["name"]), None)
    if method is None or not hasattr(module, f"{step['name']}Request"):
        return {"outcome": "absent"}
    try:
        answer = method(filled(module, f"{step['name']}Request", step["input"]))
        return {"outcome": "answered", "status": answer.status_code}
    except ServiceResponseException as refusal:
        return {"outcome": "refused", "status": refusal.status_code, "code": refusal.error_code}
    except Exception as error:  # Whatever else an SDK throws is what a driver is for.
        return {"outcome": "failed", "detail": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line), sys.argv[1])), flush=True)
