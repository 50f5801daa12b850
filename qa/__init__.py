"""Ask questions of policy documents: `from qa import retrieve, ask`."""

from qa.answer import Answer, aask, ask
from qa.retrieve import Citation, Hit, Retriever, aretrieve, retrieve

__all__ = ["Answer", "Citation", "Hit", "Retriever", "aask", "aretrieve", "ask", "retrieve"]
