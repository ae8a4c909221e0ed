"""What a row of the access table is: who asks, what comes back, and what happened before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

PAGE = 200
ELSEWHERE = "elsewhere"  # a redirect to another page
SIGN_IN = "sign in"  # a redirect to the sign-in page, which leads back
EXPIRED = 401  # the sign-in page, which holds what was sent
FORBIDDEN = 403
MISSING = 404
WRONG_METHOD = 405
CONFLICT = 409
GONE = 410
TRY_AGAIN = 422  # the page again, with what was wrong

UPLOAD = UUID("6f1c5a52-2f3a-4a57-9b3f-0123456789ab")

STATION = "alice bob"
COUNTY = "county_reviewer"
VIEWER = "prefecture_viewer"
OFFICIALS = f"{COUNTY} {VIEWER}"
DESKS = "curator administrator auditor"
STRANGERS = f"charlie foreign_reviewer {DESKS} nobody"
EVERYBODY = f"{STATION} {OFFICIALS} {STRANGERS}"
ANYBODY = f"{EVERYBODY} anonymous"

# What acts by POST alone leads whoever asks for it to the page of the thing, which shows or hides itself.
LED_BACK = {EVERYBODY: ELSEWHERE}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address: what it is about, what happened before, what is sent, and the answers by groups of people."""

    about: Callable = lambda world: []
    after: Callable = lambda world: None
    get: dict = field(default_factory=dict)
    post: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)
    is_json: bool = False
    delete: dict = field(default_factory=dict)

    def answers(self, method):
        named = {name: answer for group, answer in getattr(self, method).items() for name in group.split()}
        default = MISSING if named else WRONG_METHOD
        anonymous = SIGN_IN if method == "get" else EXPIRED
        if self.is_public:
            anonymous = WRONG_METHOD
        return dict.fromkeys(EVERYBODY.split(), default) | {"anonymous": anonymous} | named

    @property
    def is_public(self):
        groups = [*self.get, *self.post]
        return any("anonymous" in group for group in groups)
