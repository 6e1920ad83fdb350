"""Sessions kept by `lede try --record`, played again by a test.

After a change of what is said, `python -m tests.acceptance.sessions` plays each again and keeps
what it says now.
"""
