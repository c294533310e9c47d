"""Who takes part? All of this is public registry data, so no viewer is asked for.

Lists come as frozen cards (samsyn.organisations.cards); `day` is the day that the answer holds for.
"""

from samsyn.organisations.selectors.areas import (
    area_by_name,
    area_by_path,
    area_chain,
    areas_by_pk,
    areas_on,
    areas_within,
    bus_areas_covering,
    bus_areas_of_unit,
    covered_by,
    units_of_bus_area,
)
from samsyn.organisations.selectors.kinds import (
    kinds_in_order,
    unit_kind_by_any_name,
    unit_kinds_by_pk,
)
from samsyn.organisations.selectors.names import (
    chain_after,
    name_of_unit_on,
    names_of_units_now,
    predecessors_of,
    principal_on,
    successors_of_units,
    unit_as_now,
)
from samsyn.organisations.selectors.principals import (
    principal_by_any_name,
    principals_by_pk,
    principals_on,
)
from samsyn.organisations.selectors.units import (
    Filter,
    aliases_by_unit,
    aliases_of,
    contact_card,
    count_without_mailbox,
    filtered_units,
    find_units,
    unit_by_any_name,
    unit_by_key,
    unit_by_pk,
    units_by_pk,
    units_ever,
    units_on,
    units_with_mailboxes,
    units_without_mailbox,
)

__all__ = [
    "Filter",
    "aliases_by_unit",
    "aliases_of",
    "area_by_name",
    "area_by_path",
    "area_chain",
    "areas_by_pk",
    "areas_on",
    "areas_within",
    "bus_areas_covering",
    "bus_areas_of_unit",
    "chain_after",
    "contact_card",
    "count_without_mailbox",
    "covered_by",
    "filtered_units",
    "find_units",
    "kinds_in_order",
    "name_of_unit_on",
    "names_of_units_now",
    "predecessors_of",
    "principal_by_any_name",
    "principal_on",
    "principals_by_pk",
    "principals_on",
    "successors_of_units",
    "unit_as_now",
    "unit_by_any_name",
    "unit_by_key",
    "unit_by_pk",
    "unit_kind_by_any_name",
    "unit_kinds_by_pk",
    "units_by_pk",
    "units_ever",
    "units_of_bus_area",
    "units_on",
    "units_with_mailboxes",
    "units_without_mailbox",
]
