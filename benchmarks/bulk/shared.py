"""What does an export hold that is no patient's: organisations, staff, places, medicines?"""

from __future__ import annotations

from benchmarks.bulk.person import Json
from benchmarks.bulk.pieces import B12_AMPOULE, METFORMIN
from benchmarks.bulk.resources import RXNORM, concept
from benchmarks.bulk.template import text_of

MEDICATIONS: dict[str, Json] = {
    "metformin": METFORMIN,
    "b12": B12_AMPOULE,
    "lisinopril": concept(RXNORM, "314076", "lisinopril 10 MG Oral Tablet"),
    "simvastatin": concept(RXNORM, "312961", "simvastatin 20 MG Oral Tablet"),
}
_ORGANISATIONS = ("Town Hospital", "Town Pharmacy", "Town Health Plan")


def shared_lines() -> list[tuple[str, str]]:
    """The type and the line of each resource that is nobody's; they come first in their files."""
    found = [
        {"resourceType": "Organization", "id": f"org-{number}", "active": True, "name": name}
        for number, name in enumerate(_ORGANISATIONS)
    ]
    found += [
        {
            "resourceType": "Practitioner",
            "id": f"staff-{number}",
            "active": True,
            "identifier": [
                {"system": "http://hl7.org/fhir/sid/us-npi", "value": str(99990 + number)}
            ],
            "name": [{"family": "Moss", "given": ["R."], "prefix": ["Dr."]}],
        }
        for number in range(20)
    ]
    found.append(
        {"resourceType": "Location", "id": "loc-0", "status": "active", "name": "Town Hospital"}
    )
    found += [
        {"resourceType": "Medication", "id": name, "status": "active", "code": product}
        for name, product in MEDICATIONS.items()
    ]
    return [(str(body["resourceType"]), text_of(body) + "\n") for body in found]
