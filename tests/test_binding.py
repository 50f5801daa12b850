"""Who reaches the server: this machine by default, others where somebody said who may enter."""

import socket

import httpx

from tests.servers import OTHER_ADDRESS, PASSWORD, Server


def reached(port: int) -> dict[str, bool]:
    """Whether something listens there, at either address of this machine."""
    found = {}
    for address in ("127.0.0.1", OTHER_ADDRESS):
        with socket.socket() as probe:
            probe.settimeout(30)
            found[address] = probe.connect_ex((address, port)) == 0
    return found


def test_only_this_machine_reaches_it_by_default(open_server: Server) -> None:
    with socket.create_server(("0.0.0.0", 0)) as everywhere:
        assert reached(everywhere.getsockname()[1]) == {"127.0.0.1": True, OTHER_ADDRESS: True}
    assert reached(open_server.port) == {"127.0.0.1": True, OTHER_ADDRESS: False}
    assert f"Policy Q&A: http://127.0.0.1:{open_server.port}" in open_server.log


def test_another_address_is_opened_with_a_login(guarded_server: Server) -> None:
    assert reached(guarded_server.port) == {"127.0.0.1": False, OTHER_ADDRESS: True}
    address = f"http://{OTHER_ADDRESS}:{guarded_server.port}/api/health"
    assert httpx.get(address, timeout=60).status_code == 401
    assert httpx.get(address, auth=("li", PASSWORD), timeout=60).json()["status"] == "ok"
