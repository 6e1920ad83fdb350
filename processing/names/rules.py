"""The rules by which a name is one: what each asks for, shown by `--explain` under its name."""

# Each has its example and its twin in the cases of names, under the same name.
RULES: dict[str, str] = {
    # people
    "courtesy": "a courtesy stands before the name: Mr., Father",
    "title-before": "an office or a rank stands before the name",
    "title-and-given-name": "an office and a given name before a common word",
    "given-name": "the first word is a given name",
    "given-word": "the first word is a given name and a common word, where a name may stand",
    "initial": "an initial stands within the name",
    "suffix": "a suffix closes the name: Jr., III",
    "age-after": "an age follows the name",
    "role-after": "an office follows the name",
    "inverted-appositive": "an office stands before the name, parted by a comma",
    "relation": "a relation stands before the name: his sister",
    "relation-before": "a relation stands before the name, parted by a comma",
    "shared-title": "an office before the first of a list of names",
    "headline-title": "a headline names an office and a given name",
    "signature": "the line signs a statement",
    "surname-again": "the name has the surname of a known person, and speaks",
    "letterhead": "the head of the release is in the name of one who speaks",
    # organizations
    "known-organization": "the name stands in the list of agencies",
    "organization-shape": "the name ends in what organizations are called",
    "acronym-introduced": "the text gives the acronym with the name",
    # operations
    "operation": '"Operation" opens the name',
    "operation-quoted": '"Operation" stands before a name in marks',
    "operation-dubbed": "an effort was dubbed so",
    "initiative": '"Initiative" closes the name',
    # places
    "place": "a known place, or the shape of one",
    "dateline": "the dateline of a release names it",
}
