"""Ask questions of policy documents: `from qa import retrieve, ask`."""

from qa.answer import aask, ask
from qa.citation import Citation, Hit
from qa.reply import Answer
from qa.retrieve import Retriever, aretrieve, retrieve

__all__ = ["Answer", "Citation", "Hit", "Retriever", "aask", "aretrieve", "ask", "retrieve"]
