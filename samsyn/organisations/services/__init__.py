"""How the registry changes: by hand, by file, and by old deviations that name units nobody knows.

The registry is public organisational data; each change is one event in the audit log with old and
new values. `by` is Everything (with the reason) where a command does it.
"""

from samsyn.organisations.services.areas import (
    LEVEL_ABOVE,
    AreaFields,
    create_area,
    edit_area,
    end_area,
)
from samsyn.organisations.services.edit import (
    UnitFields,
    add_alias,
    create_principal,
    create_unit,
    edit_principal,
    edit_unit,
    end_unit,
    merge_units,
    remove_alias,
)
from samsyn.organisations.services.historic import (
    ensure_area,
    ensure_historic_unit,
    ensure_principal,
    ensure_unit_kind,
)
from samsyn.organisations.services.kinds import KindFields, create_kind, edit_kind
from samsyn.organisations.services.registry import load_registry
from samsyn.organisations.services.unit_rows import load_units

__all__ = [
    "LEVEL_ABOVE",
    "AreaFields",
    "KindFields",
    "UnitFields",
    "add_alias",
    "create_area",
    "create_kind",
    "create_principal",
    "create_unit",
    "edit_area",
    "edit_kind",
    "edit_principal",
    "edit_unit",
    "end_area",
    "end_unit",
    "ensure_area",
    "ensure_historic_unit",
    "ensure_principal",
    "ensure_unit_kind",
    "load_registry",
    "load_units",
    "merge_units",
    "remove_alias",
]
