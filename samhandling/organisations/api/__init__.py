"""The address book for programs: the same selectors, permissions and services as the pages."""

from samhandling.organisations.api import access, collaborations, contacts, organisations, people

ROUTERS = (collaborations.router, organisations.router, people.router, contacts.router, access.router)
