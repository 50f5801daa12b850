"""What questions are searched with in one index, and where."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from corpus.numerals import writings
from index.opening import OpenStore, folder_of
from qa.aim import Aim, aim, speaks_of_document
from qa.each import for_documents, for_places, for_provinces
from qa.memory import Turn
from qa.naming import Titles
from qa.question import Question, understand
from qa.thesaurus import OwnThesaurus, expand
from qa.years import without_years, years_written


class Aims:
    """The documents of an index, as questions name them, and the terms that its own thesaurus has for their words."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store
        self._titles = Titles(store.documents)
        self._own = OwnThesaurus(folder_of(store.location))
        self._numbers = {document.path: number for number, document in enumerate(store.documents)}

    def names(self, question: Question) -> bool:
        """Whether a question names documents."""
        return self._titles.named(question.text, question.ignored) is not None

    def each(self, question: Question) -> list[str]:
        """A question for each of the documents or places that one is asked of; none where that is but one."""
        documents = self._store.documents
        named = [] if "document" in question.ignored else for_documents(question.text, self._titles, documents)
        if named or "place" in question.ignored:
            return named
        return for_places(question.text) or for_provinces(question.text, documents)

    def of(self, question: Question, filters: Mapping[str, str] | None = None) -> Aim:
        """What a question is searched with, and where."""
        documents = self._with_older(question, filters)
        allowed = range(len(self._store.documents)) if documents is None else documents
        aimed = aim(self._of_now(question), self._titles, allowed, self._store)
        asked = self._reworded(aimed.question)
        return replace(aimed, question=asked, documents=documents if aimed.documents is None else aimed.documents)

    def _with_older(self, question: Question, filters: Mapping[str, str] | None) -> list[int] | None:
        """The documents that may be searched, with versions since replaced that are of the year asked about."""
        documents = self._store.select(filters)
        if documents is None or not question.years or {"validity", "as_of"}.intersection(filters or ()):
            return documents
        older = self._store.select({**(filters or {}), "as_of": f"{max(question.years)}-12-31"}) or ()
        held = (number for number in older if question.of_its_year(self._store.documents[number]))
        return sorted({*documents, *held})

    @cached_property
    def _years(self) -> frozenset[str]:
        """The years that documents are of, by their days and titles."""
        each = ({document.date[:4], *years_written(document.title)} for document in self._store.documents)
        return frozenset().union(*each)

    def _of_now(self, question: Question) -> Question:
        """A question for this year (今年) without the year where no document is of it: it is that of the documents."""
        if not question.now or not self._years.isdisjoint(question.years):
            return question
        text = without_years(question.text, question.years, question.day).strip()
        parts = tuple(map(self._of_now, question.parts))
        return replace(question, text=text or question.text, years=(), now=False, parts=parts)

    def within(self, question: Question, before: Turn, filters: Mapping[str, str] | None) -> list[Aim]:
        """What a question that follows on from another asks of the documents that was answered from.

        First what it asks of one as a whole (its number, its headings, a provision), then what is searched there.

        Args:
            before: the turn that it follows on from.
        """
        added = "，".join(part.text for part in question.parts) or question.focus
        allowed = self._store.select(filters)
        numbers = [self._numbers[path] for path in before.paths if path in self._numbers]
        within = [number for number in numbers if allowed is None or number in allowed]
        said = replace(understand(added, question.day), ignored=question.ignored) if added else question
        whole = aim(said, self._titles, within, self._store, before.provision) if added else Aim(question)
        whole = replace(whole, question=self._reworded(whole.question))
        told = [whole] if (whole.places and speaks_of_document(added)) or whole.missing else []
        return [*told, replace(Aim(self.of(question, filters).question, within), context=True)]

    def _reworded(self, question: Question) -> Question:
        """A question that may be put in the terms of one's own thesaurus, too, as may its parts."""
        own = self._own.current
        terms = own.expand(question.text)
        if not terms:
            return question
        reworded = own.reworded(question.sought)
        meant = [] if question.language == "en" else [term for told in reworded for term in expand(told)]
        otherwise = (other for told in reworded for other in (told, *writings(told)))
        return replace(
            question,
            own=terms,
            expansion=" ".join(filter(None, (question.expansion, *dict.fromkeys(meant)))),
            otherwise=tuple(dict.fromkeys((*question.otherwise, *otherwise))),
            parts=tuple(map(self._reworded, question.parts)),
        )
