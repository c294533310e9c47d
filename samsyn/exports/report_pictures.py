"""How is a picture of a report drawn under a caption? Its title and what was counted stand in the caption."""

from samsyn.domain.report import Picture
from samsyn.exports.charts import Chart


def chart_of(picture: Picture) -> Chart:
    """The drawing without the heading that it has where it stands alone."""
    spec = {name: value for name, value in picture.spec.items() if name != "title"}
    return Chart(picture.title, picture.description, spec)


def counted_in_words(picture: Picture) -> list[str]:
    """The lines under the drawing's own heading: what was counted, of which and when; known breaks."""
    heading = picture.spec.get("title")
    return list(heading.get("subtitle", ())) if isinstance(heading, dict) else []
