"""How does a question become an input? One Django field for each kind, made from the questionnaire."""

from django import forms

from samsyn.domain.questionnaires import DONT_KNOW, LONGEST_TEXT, QuestionKind, said
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.surveys.languages import frame_in

ROW = "__"
"""Between a matrix's code and its row's: two underscores, which a code may hold only by intent."""
DOES_NOT_KNOW = "__vet_ej"


class ScaleChoices(forms.RadioSelect):
    """Numbers beside each other, with what the ends mean."""

    template_name = "surveys/widgets/scale.html"

    def __init__(self, low_text, high_text, **more):
        super().__init__(**more)
        self.ends = {"low_text": low_text, "high_text": high_text}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= self.ends
        return context


class PictureChoices(forms.RadioSelect):
    """Answers with a picture before the words, for those who do not read."""

    template_name = "surveys/widgets/pictures.html"

    def __init__(self, pictures, **more):
        super().__init__(**more)
        self.pictures = pictures

    def create_option(self, name, value, *rest, **more):
        option = super().create_option(name, value, *rest, **more)
        option["picture"] = self.pictures.get(value, "")
        return option


class QuestionsForm(GuardedForm):
    """All questions of a questionnaire. `is_whole` asks for what needs an answer; a saved draft does not."""

    def __init__(self, *args, asks, language, is_whole=True, **kwargs):
        self.asks, self.language, self.is_whole = asks, language, is_whole
        self.frame = frame_in(language)
        # Before the form is made: a press on one of the guard's buttons is answered while it is.
        self.base_fields = type(self).base_fields | self._inputs()
        super().__init__(*args, **kwargs)
        # Where all may be passed over, the lead says so once instead of each question.
        words = self.frame.optional if any(one.is_required for one in asks.questions()) else ""
        for field in self.fields.values():
            field.optional_words = "" if field.required else words

    def _inputs(self):
        """Every input by its name."""
        found = {}
        for question in self.asks.questions():
            found |= self._fields_of(question)
        return found

    def full_clean(self):
        needed = [field for field in self.fields.values() if field.required]
        if not self.is_whole:
            for field in needed:
                field.required = False
        super().full_clean()
        for field in needed:  # so that no label calls it optional when the page is shown again
            field.required = True

    def parts(self):
        """The questionnaire's parts in words, each with its bound fields."""
        for part in self.asks.parts:
            fields = [self[name] for one in part.questions for name in self._names_of(one)]
            yield {
                "key": part.key,
                "title": said(part.title, self.language),
                "lead": said(part.lead, self.language),
                "fields": fields,
            }

    @property
    def values(self):
        """The answers by question code, as the services take them."""
        found = {}
        for question in self.asks.questions():
            value = self._value(question)
            if value not in (None, "", [], {}):
                found[question.code] = value
        return found

    def refuse(self, faults):
        """Say at each question what does not fit."""
        for code, fault in faults.items():
            names = self._names_of(self.asks.question(code)) if self.asks.question(code) else [None]
            if names[0] is None or names[0] not in self.errors:
                self.add_error(names[0], self.frame.faults[fault])

    def _names_of(self, question):
        if question.kind is QuestionKind.MATRIX:
            return [f"{question.code}{ROW}{row.code}" for row in question.rows]
        if question.kind is QuestionKind.NUMBER and question.may_not_know:
            return [question.code, question.code + DOES_NOT_KNOW]
        return [question.code]

    def _value(self, question):
        found = self.cleaned_data
        if question.kind is QuestionKind.MATRIX:
            rows = {row.code: found.get(f"{question.code}{ROW}{row.code}") for row in question.rows}
            return {row: code for row, code in rows.items() if code}
        if question.kind is QuestionKind.NUMBER and found.get(question.code + DOES_NOT_KNOW):
            return DONT_KNOW
        value = found.get(question.code)
        if question.kind is QuestionKind.SCALE and value:
            return value if value == DONT_KNOW else int(value)
        return tuple(value) if isinstance(value, list) else value

    def _fields_of(self, question):
        common = {
            "label": said(question.text, self.language),
            "help_text": said(question.help, self.language),
            "required": question.is_required,
            "error_messages": _messages(self.frame.faults),
            "template_name": "surveys/field.html",
        }
        names = self._names_of(question)
        if question.kind is QuestionKind.MATRIX:
            rows = zip(names, question.rows, strict=True)
            return {name: self._row(question, row, common) for name, row in rows}
        made = {names[0]: _MADE[question.kind](self, question, common)}
        if len(names) > 1:
            made[names[1]] = forms.BooleanField(label=self.frame.dont_know, required=False)
        return made

    def _row(self, question, row, common):
        label = f"{common['label']} – {said(row.text, self.language)}"
        choices = self._choices(question)
        return forms.ChoiceField(
            **common | {"label": label}, choices=choices, widget=forms.RadioSelect
        )

    def _choices(self, question):
        own = [(one.code, said(one.text, self.language)) for one in question.options]
        return [*own, (DONT_KNOW, self.frame.dont_know)] if question.may_not_know else own

    def _single(self, question, common):
        pictures = {one.code: one.picture for one in question.options if one.picture}
        widget = PictureChoices(pictures) if pictures else forms.RadioSelect
        return forms.ChoiceField(**common, choices=self._choices(question), widget=widget)

    def _multiple(self, question, common):
        return forms.MultipleChoiceField(
            **common, choices=self._choices(question), widget=forms.CheckboxSelectMultiple
        )

    def _scale(self, question, common):
        steps = [(str(one), str(one)) for one in range(question.low, question.high + 1)]
        if question.may_not_know:
            steps.append((DONT_KNOW, self.frame.dont_know))
        ends = (said(question.low_text, self.language), said(question.high_text, self.language))
        return forms.ChoiceField(**common, choices=steps, widget=ScaleChoices(*ends))

    def _number(self, question, common):
        needed = common["required"] and not question.may_not_know
        return forms.IntegerField(
            **common | {"required": needed}, min_value=question.low, max_value=question.high
        )

    def _text(self, _question, common):
        rows = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(**common, max_length=LONGEST_TEXT, widget=rows)


def _messages(faults):
    """What Django's fields say, in the form's language instead of the page's."""
    told = {
        "missing": ("required",),
        "unknown": ("invalid_choice", "invalid_list"),
        "not_a_number": ("invalid",),
        "outside": ("min_value", "max_value"),
        "too_long": ("max_length",),
    }
    return {name: faults[fault] for fault, names in told.items() for name in names}


_MADE = {
    QuestionKind.SINGLE: QuestionsForm._single,
    QuestionKind.MULTIPLE: QuestionsForm._multiple,
    QuestionKind.SCALE: QuestionsForm._scale,
    QuestionKind.NUMBER: QuestionsForm._number,
    QuestionKind.TEXT: QuestionsForm._text,
}


def initial_of(asks, values):
    """What the form begins with when something was answered before."""
    found = {}
    for question in asks.questions():
        value = values.get(question.code)
        if question.kind is QuestionKind.MATRIX and isinstance(value, dict):
            found |= {f"{question.code}{ROW}{row}": code for row, code in value.items()}
        elif question.kind is QuestionKind.NUMBER and value == DONT_KNOW:
            found[question.code + DOES_NOT_KNOW] = True
        elif value is not None:
            found[question.code] = value if isinstance(value, list | tuple) else str(value)
    return found
