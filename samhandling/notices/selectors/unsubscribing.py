"""The signed address in a mail, by which its reader stops the mail without logging in. It can do nothing else."""

from django.core import signing

from samhandling.accounts.models import User

_SALT = "samhandling.notices.unsubscribe"


def token_of(user_id: int) -> str:
    return signing.dumps(user_id, salt=_SALT)


def user_of(token: str) -> User | None:
    """None when the address was not written by us, or is not whole. It is never too old: an old mail must work too."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
