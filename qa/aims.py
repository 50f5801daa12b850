"""What questions are searched with in one index, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.opening import OpenStore
from qa.aim import Aim, aim, speaks_of_document
from qa.naming import Titles
from qa.question import Question, understand


class Aims:
    """The documents of an index, as questions name them."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store
        self._titles = Titles(store.documents)
        self._numbers = {document.path: number for number, document in enumerate(store.documents)}

    def names(self, question: Question) -> bool:
        """Whether a question names documents."""
        return self._titles.named(question.text, question.ignored) is not None

    def of(self, question: Question, filters: Mapping[str, str] | None = None) -> Aim:
        """What a question is searched with, and where."""
        documents = self._store.select(filters)
        allowed = range(len(self._store.documents)) if documents is None else documents
        aimed = aim(question, self._titles, allowed, self._store)
        return replace(aimed, documents=documents) if aimed.documents is None else aimed

    def within(self, question: Question, context: Sequence[str], filters: Mapping[str, str] | None) -> list[Aim]:
        """What a question that follows on from another asks of the documents that was answered from.

        First what it asks of one as a whole (its number, its headings, a provision), then what is searched there.

        Args:
            context: paths of the documents.
        """
        added = "，".join(part.text for part in question.parts) or question.focus
        allowed = self._store.select(filters)
        numbers = [self._numbers[path] for path in context if path in self._numbers]
        within = [number for number in numbers if allowed is None or number in allowed]
        alone = replace(understand(added), ignored=question.ignored) if added else question
        whole = aim(alone, self._titles, within, self._store) if added else Aim(question)
        told = [whole] if (whole.places and speaks_of_document(added)) or whole.missing else []
        return [*told, replace(Aim(self.of(question, filters).question, within), context=True)]
