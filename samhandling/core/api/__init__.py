"""The interface for programs: what every room's `api` shelf leans on. Knows no trade words.

A room writes `<room>/api.py` (a package when it grows), with one router, and `config/api.py` mounts it:

    router = RoomRouter("forums", tag="Forums")            # scopes forums:read and forums:write

    class ForumOut(Out):                                   # what leaves: declared fields, read from the row
        id: int
        name: str
        starts_on: date
        owner: Named | None                                # a row that is named: its number and what it is called
        type: Annotated[str, From("type.key")]             # where it lies, when not in an attribute of that name

    class ForumChange(In):                                 # what is taken: unknown fields are refused
        name: Annotated[Line, Field(max_length=150)] = ""  # a field left out is left as it is
        starts_on: Day | None = None

    @router.read("/collaborations/{slug}/forums", Listing[ForumOut])
    def forum_list(request: ApiRequest, slug: Slug, paging: Query[Paging], q: Search = "") -> Listing[ForumOut]:
        \"\"\"Forums of a collaboration, in the order of their names.\"\"\"
        collaboration = collaboration_for(request.user, slug)
        return listing(request, forums_of(request.user, collaboration), paging, ForumOut.of)

    @router.read("/collaborations/{slug}/forums/{int:pk}", ForumOut)
    def forum_detail(request: ApiRequest, slug: Slug, pk: Pk) -> ForumOut: ...

    @router.write("POST", "/collaborations/{slug}/forums", ForumOut, status=201, location="forums/{id}")
    def forum_create(request: ApiUserRequest, slug: Slug, body: ForumCreate) -> ForumOut:
        return ForumOut.of(create_forum(actor=request.user, **body.given()))

    @router.write("PATCH", "/collaborations/{slug}/forums/{int:pk}", ForumOut, current=forum_detail)
    def forum_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: ForumChange) -> ForumOut: ...

    @router.write("DELETE", "/collaborations/{slug}/forums/{int:pk}", None, status=204, current=forum_detail)
    def forum_remove(request: ApiUserRequest, slug: Slug, pk: Pk) -> None: ...

    @router.file("/collaborations/{slug}/papers/{int:pk}/file")
    def paper_file(request: ApiRequest, slug: Slug, pk: Pk) -> FileResponse: ...

Reads are for everything; a write is there for what a program calls every week, and no other (docs/decisions/0021).

What the router does, so that no room does it again:

- *Who asks.* `request.user` is the token's user, or a visitor when no token was sent; cookies mean nothing.
  A token that lacks the room's scope gets 403 which names it. A visitor may read what is public and gets 401
  when they write. So a room asks its selectors, permissions and services with `request.user`, as its views do.
- *What is refused.* Raise nothing special: RuleBroken becomes 409 with the refusal's code, PermissionDenied 403,
  Http404 404, what does not fit the declared fields 422. `invalid_field("parent", words)` is for a value that only
  the database can judge, such as the number of a row that may not be chosen: 422 with a pointer to the field.
- *OpenAPI.* Every answer is declared, refusals too. The function's name is the operation's id and must be
  unique; the first line of its docstring is its summary.
- *Lists.* `listing` turns a page by keyset: `order` names columns of the row itself (default `sort_key`, `pk`; a
  leading "-" for the other way; none of them nullable), ending in one that is unique. It asks for `limit` + 1 rows.
- *ETag.* Every read carries one, and `If-None-Match` is answered with 304. A write with `current=` (the read that
  tells of the same thing, with the same path) obeys `If-Match`.
- *Idempotency.* Every write takes `Idempotency-Key`. The act, its memory and the answer are one transaction.
- *Bad input.* NUL and lone surrogates, numbers too great, nests too deep and bodies too large never reach a room.
  Use the types of `core.api.fields`: `Line`, `Text`, `Day`, `RowId`, `Flag` in a body; `Pk`, `Slug`, `Search` outside.
- *The clock* is read in the api shelf as in views, and handed to services.

A room names its scopes with `fill("api.scopes", ...)`: see `core.api.scopes`.
"""
