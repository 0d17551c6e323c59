"""`python -m bundle.sbom`: what the program is made of, as CycloneDX 1.6 JSON. The same lock, the same text.

By hand instead of cyclonedx-bom: the lock already has names, releases and checksums, and the vendored web
files are no Python packages.
"""

import json
import sys
import uuid
from typing import Any
from urllib.parse import quote

import roster
from bundle.parts import UNKNOWN, Part, parts

_SPACE = uuid.UUID("6f6b1a6e-4a0f-5d5c-9f0e-0e8a4c6a9d11")  # of our serial numbers


def document() -> dict[str, Any]:
    """The bill of materials."""
    found = parts()
    components = [_component(one) for one in found]
    serial = uuid.uuid5(_SPACE, json.dumps(components, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "roster",
                "name": "roster",
                "version": roster.__version__,
            }
        },
        "components": components,
        "dependencies": [{"ref": "roster", "dependsOn": [_purl(one) for one in found]}],
    }


def _component(one: Part) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.name,
        "version": one.version,
        "purl": _purl(one),
    }
    if one.licence != UNKNOWN:
        made["licenses"] = [{"license": {"name": one.licence}}]
    made["externalReferences"] = [
        {
            "type": "distribution",
            "url": f"https://www.npmjs.com/package/{one.name}"
            if one.kind == "npm"
            else f"https://pypi.org/project/{one.name}/{one.version}/",
            "hashes": [{"alg": "SHA-256", "content": value} for value in one.hashes],
        }
    ]
    return made


def _purl(one: Part) -> str:
    return f"pkg:{one.kind}/{quote(one.name, safe='/')}@{one.version}"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(document(), indent=2, ensure_ascii=False) + "\n")
