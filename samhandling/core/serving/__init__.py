"""Between the web server and Django, so that nobody's slow line holds a thread that pages need.

A body is taken in whole before a thread sees the request, and an answer is made whole before it is sent. What waits for
a visitor waits in the event loop, where waiting costs nothing; threads only ever work. Papers are made in processes
of their own (`core/papers.py`), and the loop waits for those too.
"""
