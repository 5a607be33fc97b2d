"""What all resources share: a row is found by its natural key, compared, judged whole, and planned, never written.

django-import-export reads rows and cells; what is stored is written by the functions of the desk (``write``).
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from import_export import resources
from import_export.declarative import ModelDeclarativeMetaclass

from bulletin.models import Masthead
from editorial.models import User
from editorial.roles import Verb
from editorial.spreadsheets import cells
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.errand import Errand
from editorial.spreadsheets.lines import Act, Change, Fault, Line


class SheetMeta(ModelDeclarativeMetaclass, ABCMeta):  # type: ignore[misc]
    """No sheet is used that does not say how its rows are found and stored."""


class SheetResource(resources.ModelResource, metaclass=SheetMeta):  # type: ignore[misc]
    """Rows of one kind; ``heads`` names the columns of the file at hand by their fields."""

    kind: ClassVar[str]
    brings: ClassVar[Verb]
    takes: ClassVar[Verb]
    has_masthead: ClassVar[bool] = True
    # Columns of the model that no cell fills.
    settled: ClassVar[frozenset[str]] = frozenset({"masthead", "section", "created_by", "parent", "successor"})
    columns: ClassVar[tuple[Column, ...]]

    class Meta:
        fields = ()
        # No writing at all while rows are read: neither in a transaction nor in bulk.
        use_transactions = False
        clean_model_instances = True
        skip_diff = True
        store_instance = True

    def __init__(self, errand: Errand | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.errand = errand or Errand()
        self.fields = {column.name: column.field(self.errand) for column in self.columns}
        self.by_name = {column.name: column for column in self.columns}
        self.heads: Mapping[str, str] = {}
        self.taken: dict[Any, int] = {}

    @classmethod
    @abstractmethod
    def rows(cls, masthead: Masthead | None) -> QuerySet[Any]:
        """The rows of a masthead that may be taken out, in their order."""

    @classmethod
    def head_names(cls) -> list[str]:
        return [column.head for column in cls.columns]

    def get_export_fields(self, selected_fields: Any = None) -> list[Any]:
        return list(self.fields.values())

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return self.head_names()

    def get_user_visible_headers(self) -> list[str]:
        return self.head_names()

    def get_import_fields(self) -> list[Any]:
        named = [column for column in self.columns if column.name in self.heads]
        return [self.fields[column.name] for column in named if not column.names_place]

    # What one row would do.

    def line(self, number: int, row: dict[str, str]) -> Line:
        """The line of a row, by the names of its columns."""
        self.number, self.row_faults, self.remarks = number, dict[str, list[str]](), list[str]()
        self.changed: list[str] = []
        found = self.import_row(row, None, dry_run=True, row_number=number)
        for mistake in found.errors:
            raise mistake.error
        instance: Any = getattr(found, "instance", None)
        if found.validation_error is not None:
            return Line(number, Act.WRONG, self.titled(row), faults=tuple(self._faults(found.validation_error)))
        is_new = instance.pk is None
        changes = tuple(self._changes(instance))
        act = Act.NEW if is_new else Act.CHANGED if self.changed else Act.UNCHANGED
        return Line(
            number,
            act,
            self.titled(row),
            changes,
            remarks=tuple(self.remarks),
            row=instance,
            seen_version=getattr(instance, "version", 0) or 0,
            changed=tuple(self.changed),
        )

    def titled(self, row: Mapping[str, str]) -> str:
        """What a person knows the row by."""
        return cells.text(row.get("title", ""))[:200]

    def amiss(self, column: str, sentence: object) -> None:
        """Note what is wrong with the row at hand, beside what its cells say themselves."""
        self.row_faults.setdefault(column, []).append(str(sentence))

    def remark(self, sentence: object) -> None:
        self.remarks.append(str(sentence))

    def begin(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Look at all rows of the file before the first is judged."""

    def in_order(self, lines: Iterable[Line]) -> list[Line]:
        """The lines in the order in which they are written."""
        return list(lines)

    @abstractmethod
    def find(self, row: Mapping[str, str]) -> Model | None:
        """The stored row that this row is, by its natural key; notes what is wrong."""

    @abstractmethod
    def made(self, row: Mapping[str, str]) -> Model:
        """A new row, not stored."""

    def judge(self, instance: Any, row: Mapping[str, str]) -> None:
        """Note what stands against storing the row, which is new or has ``changed``."""

    @abstractmethod
    def write(self, line: Line, *, by: User) -> None:
        """Store a line through the functions of the desk. Raises Refused."""

    # The hooks of django-import-export.

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        return self.find(row)

    def init_instance(self, row: Any = None) -> Any:
        return self.made(row)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self.before = {field.attribute: field.get_value(instance) for field in self.get_import_fields()}
        self.before_texts = {name: "" if new else self.fields[name].export(instance) for name in self.heads}

    def import_field(self, field: Any, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """A cell that is what this row gives when it is taken out changes nothing, whatever it was made from."""
        if instance.pk is None or cells.text(row.get(field.column_name)) != self.before_texts.get(field.column_name):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        self.changed = [
            field.column_name
            for field in self.get_import_fields()
            if _plain(field.get_value(instance)) != _plain(self.before[field.attribute])
        ]
        if instance.pk is None or self.changed:
            self.judge(instance, row)
        return instance.pk is not None and not (self.changed or import_validation_errors or self.row_faults)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        for name, sentences in self.row_faults.items():
            key = self.by_name[name].attribute if name in self.by_name else NON_FIELD_ERRORS
            errors.setdefault(key, []).extend(ValidationError(each) for each in sentences)
        try:
            # What a row hangs on was looked up and not read, and no row comes twice: both were asked once for the file.
            instance.full_clean({*errors, *self.settled}, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _faults(self, error: ValidationError) -> Iterator[Fault]:
        """What is wrong, in the order of the columns of the file, then what is wrong with the row itself."""
        names = {column.attribute: column.name for column in self.columns}
        told = [(names.get(attribute, ""), said) for attribute, said in error.message_dict.items()]
        order = [*self.heads, *self.by_name, ""]
        for name, sentences in sorted(told, key=lambda each: order.index(each[0])):
            for sentence in sentences:
                yield Fault(self.heads.get(name, self.by_name[name].head if name else ""), sentence)

    def _changes(self, instance: Any) -> Iterator[Change]:
        for name in self.changed:
            after = self.fields[name].export(instance)
            if after or self.before_texts.get(name):
                yield Change(self.heads[name], self.before_texts.get(name, ""), after)


def _plain(value: Any) -> Any:
    return None if value in ("", None, [], ()) else value
