"""Bucket configurations are kept as they came and given back so, and none is mistaken for another request.

moto takes several apart and forgets some of what was in them, knows others not at all, and answers a PUT or
DELETE of an unknown one as if the bucket itself were meant.
"""

from moto.s3.responses import S3Response

from .patch import around

# Sub-resource to what AWS answers while it has none: an error, or an empty document.
ABSENT = {
    "lifecycle": ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
    "replication": ("ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
    "metrics": ("NoSuchConfiguration", "The specified configuration does not exist."),
    "analytics": ("NoSuchConfiguration", "The specified configuration does not exist."),
    "inventory": ("NoSuchConfiguration", "The specified configuration does not exist."),
    "intelligent-tiering": ("NoSuchConfiguration", "The specified configuration does not exist."),
}
EMPTY = {
    "logging": "BucketLoggingStatus",
    "notification": "NotificationConfiguration",
    "requestPayment": "RequestPaymentConfiguration",
}
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"

# moto reads these too: what it checks on the way in stays checked.
READ_BY_MOTO = {"lifecycle", "replication", "logging", "notification"}

# What else S3 has below a bucket, and which methods of it moto answers.
OF_MOTO = {
    "accelerate": {"GET", "PUT"},
    "acl": {"GET", "PUT"},
    "cors": {"GET", "PUT", "DELETE"},
    "encryption": {"GET", "PUT", "DELETE"},
    "location": {"GET"},
    "object-lock": {"GET", "PUT"},
    "ownershipControls": {"GET", "PUT", "DELETE"},
    "policy": {"GET", "PUT", "DELETE"},
    "policyStatus": {"GET"},
    "publicAccessBlock": {"GET", "PUT", "DELETE"},
    "tagging": {"GET", "PUT", "DELETE"},
    "uploads": {"GET"},
    "versioning": {"GET", "PUT"},
    "versions": {"GET"},
    "website": {"GET", "PUT", "DELETE"},
    "abac": set(),
    "metadataConfiguration": set(),
    "metadataTable": set(),
    "session": set(),
}

MINIMUM_SIZE = "x-amz-transition-default-minimum-object-size"


def kind_of(query: dict) -> str | None:
    return next((kind for kind in (*ABSENT, *EMPTY) if kind in query), None)


def refuse_unknown(method: str, query: dict) -> None:
    for kind, methods in OF_MOTO.items():
        if kind in query and method not in methods:
            raise NotImplementedError(f"moto has no {method} of a bucket's `{kind}`")


def documents(response, bucket_name: str) -> dict:
    """Of a bucket: with it they go. Keyed by kind and id."""
    bucket = response.backend.get_bucket(bucket_name)
    return bucket.__dict__.setdefault("documents", {})


def key_of(kind: str, query: dict) -> tuple[str, str]:
    return kind, "".join(query.get("id", [""]))


@around(S3Response, "_bucket_response_put")
def put(original, self, request, bucket_name, querystring):
    refuse_unknown("PUT", querystring)
    kind = kind_of(querystring)
    if kind is None:
        return original(self, request=request, bucket_name=bucket_name, querystring=querystring)
    kept = documents(self, bucket_name)
    if kind in READ_BY_MOTO:
        original(self, request=request, bucket_name=bucket_name, querystring=querystring)
    headers = {}
    if kind == "lifecycle":
        headers[MINIMUM_SIZE] = request.headers.get(MINIMUM_SIZE, "all_storage_classes_128K")
    kept[key_of(kind, querystring)] = self.body, headers
    return 200, dict(headers), ""


@around(S3Response, "_bucket_response_get")
def get(original, self, bucket_name, querystring):
    refuse_unknown("GET", querystring)
    kind = kind_of(querystring)
    if kind is None:
        return original(self, bucket_name=bucket_name, querystring=querystring)
    kept = documents(self, bucket_name)
    key = key_of(kind, querystring)
    if key in kept:
        body, headers = kept[key]
        return 200, dict(headers), body
    if kind in EMPTY:
        payer = "<Payer>BucketOwner</Payer>" if kind == "requestPayment" else ""
        return 200, {}, f'<{EMPTY[kind]} xmlns="{NAMESPACE}">{payer}</{EMPTY[kind]}>'
    if not key[1] and kind not in READ_BY_MOTO:
        raise NotImplementedError(f"moto has no list of a bucket's `{kind}`")
    return not_found(*ABSENT[kind])


@around(S3Response, "_bucket_response_delete")
def delete(original, self, bucket_name, querystring):
    refuse_unknown("DELETE", querystring)
    kind = kind_of(querystring)
    if kind is None:
        return original(self, bucket_name=bucket_name, querystring=querystring)
    documents(self, bucket_name).pop(key_of(kind, querystring), None)
    return (
        original(self, bucket_name=bucket_name, querystring=querystring)
        if kind in ("lifecycle", "replication")
        else (204, {}, "")
    )


def not_found(code: str, message: str):
    return 404, {}, f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
