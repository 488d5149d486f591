"""The doors of the record: FHIR in, FHIR out. Nothing else in the house sees FHIR."""
