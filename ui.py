"""The web chat: ask in words, read the answer in quotes, open any of them in its document.

    python ui.py [--store DIR] [--documents PATH …] [--host 127.0.0.1] [--port 7860]
                 [--auth USER …] [--auth-file FILE] [--no-auth] [--admin NAME …] [--admin-file FILE]
                 [--queue N] [--mcp] [--feedback FILE]

Programs ask the same server: its address with /docs describes how. Exit status: 1 when the index or the port cannot
be used, 2 for wrong arguments.
"""

import argparse
import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import PolicyQAError
from corpus.load import SHIPPED
from index.opening import folder_of
from index.scratch import sweep
from qa.feedback import FILE, Feedback
from qa.originals import Originals
from qa.retrieve import Retriever
from web.accounts import ADMIN_VARIABLE, PASSWORD_VARIABLE, read_accounts, read_admins
from web.server import LOCAL, has_mcp, serve
from web.service import MOST_WAITING, Service

if TYPE_CHECKING:
    from web.admin import Admin


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        accounts = read_accounts(options.auth, options.auth_file)
        admins = read_admins(options.admin, options.admin_file)
    except ValueError as error:
        parser.error(str(error))
    if options.no_auth and accounts:
        parser.error("--no-auth lets everybody in; it cannot go with --auth or --auth-file")
    if options.host not in LOCAL and not accounts and not options.no_auth:
        parser.error(
            f"--host {options.host} opens the page to other machines; add --auth USER or --auth-file FILE to say who "
            "may enter, or --no-auth if anybody may"
        )
    if not 1 <= options.port <= 65535:
        parser.error(f"--port {options.port} is not between 1 and 65535")
    if options.queue < 1:
        parser.error(f"--queue {options.queue} lets nobody wait; the least is 1")
    if options.mcp and not has_mcp():
        parser.error('--mcp needs a package that is not installed: pip install "policy-qa[mcp]"')
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    if any(":" in login for login in options.auth):
        logging.getLogger(__name__).warning(
            "命令行上的密码，这台机器的其他用户看得见；请改用环境变量 %s 或 --auth-file "
            "a password on the command line can be seen by other users of this machine",
            PASSWORD_VARIABLE,
        )
    folder = folder_of(options.store) or Path("store")
    feedback = Feedback(options.feedback or folder.resolve().parent / FILE)
    if not feedback.writable:
        logging.getLogger(__name__).warning(
            "“%s” cannot be written; nobody is asked whether answers help", feedback.path
        )
    try:
        _check_port(options.host, options.port)
        sweep()
        service = Service(
            Retriever(options.store, options.model, options.reranker), feedback if feedback.writable else None
        )
        admin = _admin(admins, options, service.retriever) if admins else None
    except (PolicyQAError, OSError) as error:
        print(f"错误 error: {error}", file=sys.stderr)
        return 1
    address = f"http://{options.host}:{options.port}"
    print(f"政策问答 Policy Q&A: {address}", flush=True)
    if options.mcp:
        print(f"MCP: {address}/mcp", flush=True)
    if admin:
        print(f"管理 admin: {address}/admin", flush=True)
    serve(
        service,
        Originals(options.documents),
        options.host,
        options.port,
        accounts,
        waiting=options.queue,
        mcp=options.mcp,
        browser=options.browser,
        admin=admin,
    )
    return 0


def _admin(accounts: dict[str, str], options: argparse.Namespace, retriever: Retriever) -> "Admin":
    from web.admin import Admin
    from web.builder import Builder
    from web.shelf import Shelf

    builder = Builder(options.documents, options.store, options.model)
    return Admin(accounts, Shelf(options.documents), builder, retriever)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ui.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--store", default="store", help="folder of the index, or milvus://HOST:PORT/NAME (default: store)"
    )
    parser.add_argument(
        "--documents",
        nargs="*",
        type=Path,
        default=[SHIPPED],
        help="what the index was built from; shows the page of a PDF with the sentence marked",
    )
    parser.add_argument("--model", help="embedding model, where it is not the one the store names")
    parser.add_argument("--reranker", help="cross-encoder that reads the first measures found: a folder or a name")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; another than this machine's own needs --auth, --auth-file or --no-auth",
    )
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: 7860)")
    parser.add_argument(
        "--auth",
        metavar="USER[:PASSWORD]",
        action="append",
        default=[],
        help=f"who may enter; repeatable. Without :PASSWORD it is read from the environment variable "
        f"{PASSWORD_VARIABLE}; on the command line other users of this machine can see it",
    )
    parser.add_argument(
        "--auth-file",
        metavar="FILE",
        type=Path,
        help="who may enter: lines of USER:PASSWORD in a file only you can read",
    )
    parser.add_argument("--no-auth", action="store_true", help="let everybody in who reaches --host")
    parser.add_argument(
        "--admin",
        metavar="NAME",
        action="append",
        default=[],
        help=f"who may change the documents and rebuild at /admin; repeatable. The password is in the environment "
        f"variable {ADMIN_VARIABLE}",
    )
    parser.add_argument(
        "--admin-file",
        metavar="FILE",
        type=Path,
        help="the same: lines of NAME:PASSWORD in a file only you can read",
    )
    parser.add_argument(
        "--queue",
        type=int,
        metavar="N",
        default=MOST_WAITING,
        help=f"questions that may wait (default: {MOST_WAITING})",
    )
    parser.add_argument("--mcp", action="store_true", help="offer search and ask as MCP tools at /mcp")
    parser.add_argument(
        "--feedback",
        type=Path,
        metavar="FILE",
        help=f"where what people say of answers is kept, SQLite (default: {FILE} beside the store)",
    )
    parser.add_argument("--browser", action="store_true", help="open the page in the web browser")
    return parser


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port") from error


if __name__ == "__main__":
    sys.exit(main())
