"""Discord's page in the browser: what a member sees of the sandbox, and what they do in it.

`server` listens on loopback, `views` says what is drawn, `actions` carries out what is typed and
clicked, `feed` tells the page of changes, `recording` keeps a session and plays it again. What the
page can do besides Discord (move the clock, kill the bot) comes from whoever opens it: `controls`.
"""
