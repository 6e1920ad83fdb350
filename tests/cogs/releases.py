"""The archive that the commands are tried on: three releases of ours, and when it is."""

from datetime import UTC, date, datetime

from domain.documents import Document

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

LOW_TIDE = """Harbor Office seizes 120 kilograms of tin in Operation Low Tide

HARBOR CITY – The Harbor Office seized 120 kilograms of tin and arrested 14 people on Monday in
Operation Low Tide, it said.

“We looked in every crate,” said Ann Poe, the director of the Harbor Office.

“Nobody was *hurt*, @everyone,” she added.
"""
GRANT = """Lake County gives $2.5 million to schools

LAKE CITY – Lake County will give $2.5 million to 31 schools next year, the county said.
"""
SPANISH = """La oficina del puerto incautó estaño

La oficina del puerto de la ciudad dijo que los agentes incautaron una gran cantidad de estaño y que
no hubo heridos durante la operación en la que participaron todos los oficiales del puerto.
"""


def documents() -> list[Document]:
    """Three releases, the tin the newest."""
    url = "https://harbor.example/low-tide"
    title = "Harbor Office seizes 120 kilograms of tin in Operation Low Tide"
    return [
        Document("tin", LOW_TIDE, title, date(2026, 11, 3), url, "Harbor Office"),
        Document("grant", GRANT, "Lake County gives $2.5 million", date(2026, 10, 2), None, "Lake"),
        Document("es", SPANISH, "La oficina del puerto", date(2026, 9, 1), None, "Puerto"),
    ]
