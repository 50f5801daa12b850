"""Ask questions of policy documents: `from qa import retrieve, ask`."""

from qa.answer import Answer, ask
from qa.retrieve import Citation, Hit, Retriever, retrieve

__all__ = ["Answer", "Citation", "Hit", "Retriever", "ask", "retrieve"]
