"""Every Secrets Store call of the official Python client. Prints a line for each: the call, and "fine" or what differs."""

import os

import cloudflare
from cloudflare import Cloudflare

account_id = os.environ["CLOUDFLARE_ACCOUNT_ID"]
token = os.environ.pop("CLOUDFLARE_API_TOKEN")
email, key = os.environ.pop("CLOUDFLARE_EMAIL"), os.environ.pop("CLOUDFLARE_API_KEY")
by_token = Cloudflare(api_token=token, max_retries=0)
by_key = Cloudflare(api_email=email, api_key=key, max_retries=0)
stores, quota = by_token.secrets_store.stores, by_token.secrets_store.quota
secrets = stores.secrets


def check(call):
    """Runs a function now, as a step of the program."""

    def run(step):
        try:
            step()
            print(f"{call}\tfine")
        except Exception as error:  # whatever it is, it is the finding
            print(f"{call}\t{type(error).__name__}: {error}".replace("\n", " "))

    return run


def names(items):
    return [it.name for it in items]


class Made:
    """What steps leave for later ones."""


@check("quota.get")
def _():
    secrets = quota.get(account_id=account_id).secrets
    assert (secrets.quota, secrets.usage) == (100, 3), secrets


@check("quota.get, signed with email and key")
def _():
    assert by_key.secrets_store.quota.get(account_id=account_id).secrets.quota == 100


@check("stores.create")
def _():
    Made.store = stores.create(account_id=account_id, name="interop")
    assert Made.store.name == "interop", Made.store


@check("stores.list")
def _():
    found = names(stores.list(account_id=account_id, order="name", direction="asc", per_page=1))
    assert found == ["default_secrets_store", "interop"], found


@check("stores.get")
def _():
    assert stores.get(Made.store.id, account_id=account_id).account_id == account_id


@check("stores.secrets.create")
def _():
    body = [{"name": it, "value": "v", "scopes": ["workers", "dex"], "comment": "interop"} for it in "ABC"]
    created = list(secrets.create(Made.store.id, account_id=account_id, body=body))
    found = [(it.name, it.status, it.scopes) for it in created]
    assert found == [(it, "pending", ["dex", "workers"]) for it in "ABC"], found
    Made.secret = created[0]


@check("stores.secrets.list")
def _():
    query = {"order": "name", "direction": "asc", "per_page": 2, "search": "inter", "scopes": ["dex", "workers"]}
    found = names(secrets.list(Made.store.id, account_id=account_id, **query))
    assert found == ["A", "B", "C"], found


@check("stores.secrets.get")
def _():
    got = secrets.get(Made.secret.id, account_id=account_id, store_id=Made.store.id)
    assert (got.name, got.status, hasattr(got, "value")) == ("A", "active", False), got


@check("stores.secrets.edit")
def _():
    place = {"account_id": account_id, "store_id": Made.store.id}
    assert secrets.edit(Made.secret.id, **place, comment="changed", value="w").comment == "changed"


@check("stores.secrets.duplicate")
def _():
    place = {"account_id": account_id, "store_id": Made.store.id}
    assert secrets.duplicate(Made.secret.id, **place, name="COPY", scopes=["access"]).id != Made.secret.id


@check("stores.secrets.delete")
def _():
    assert secrets.delete(Made.secret.id, account_id=account_id, store_id=Made.store.id) is None


@check("stores.secrets.get, of one that is gone")
def _():
    try:
        secrets.get(Made.secret.id, account_id=account_id, store_id=Made.store.id)
    except cloudflare.NotFoundError as error:
        assert error.body["errors"][0]["code"] == 1001, error
    else:
        raise AssertionError("it is still there")


@check("stores.secrets.bulk_delete")
def _():
    assert secrets.bulk_delete(Made.store.id, account_id=account_id) is None


@check("stores.delete, of a store that is not empty")
def _():
    try:
        stores.delete(Made.store.id, account_id=account_id)
    except cloudflare.ConflictError:
        return
    raise AssertionError("it was deleted")


@check("stores.delete, with force")
def _():
    assert stores.delete(Made.store.id, account_id=account_id, force=True) is None
