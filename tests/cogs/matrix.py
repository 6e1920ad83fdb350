"""Who may do what, and who reads the answer: one line for each command, menu, button and form.

The columns are six people: Lede's owner; a member with Manage Server and a member without, of the
server everything here belongs to; a member without and one with Manage Server of another server
that has invited Lede; and the member in direct messages. `+` may, `-` is refused.
"""

PEOPLE = ("owner", "manager", "member", "stranger", "rival", "direct")
ALL, MANAGERS, HOME_MANAGERS, OWNER = "++++++", "++--+-", "++----", "+-----"
# Of the things of a server; and of what a member has made.
SEEING, MAKER = "+++---", "--+--+"

# Who may, and whether everybody in the channel reads the answer or the one who asks alone.
COMMANDS = {
    "about": (ALL, "asker"),
    "admin answer": (OWNER, "asker"),
    "admin feedback": (OWNER, "asker"),
    "admin load": (OWNER, "asker"),
    "admin reload": (OWNER, "asker"),
    "admin status": (OWNER, "asker"),
    "brief": (ALL, "all"),
    "briefing edit": (HOME_MANAGERS, "asker"),
    "briefing list": (MANAGERS, "asker"),
    "briefing now": (HOME_MANAGERS, "asker"),
    "briefing pause": (HOME_MANAGERS, "asker"),
    "briefing preview": (HOME_MANAGERS, "asker"),
    "briefing remove": (HOME_MANAGERS, "asker"),
    "briefing resume": (HOME_MANAGERS, "asker"),
    "briefing setup": (MANAGERS, "asker"),
    "briefing skip": (HOME_MANAGERS, "asker"),
    "briefing taste": (HOME_MANAGERS, "asker"),
    "compare": (ALL, "all"),
    "export": (ALL, "asker"),
    "feedback": (ALL, "form"),
    "figures": (ALL, "all"),
    "forget": (ALL, "asker"),
    "help": (ALL, "asker"),
    "latest": (ALL, "all"),
    "mybriefing pause": (MAKER, "asker"),
    "mybriefing remove": (MAKER, "asker"),
    "mybriefing resume": (MAKER, "asker"),
    "mybriefing setup": (ALL, "asker"),
    "mybriefing show": (MAKER, "asker"),
    "practice": (ALL, "asker"),
    "quotes": (ALL, "all"),
    "read": (ALL, "form"),
    "search": (ALL, "all"),
    "source add": (MANAGERS, "asker"),
    "source check": (MANAGERS, "asker"),
    "source edit": (HOME_MANAGERS, "asker"),
    "source export": (MANAGERS, "asker"),
    "source poll": (HOME_MANAGERS, "asker"),
    "source remove": (HOME_MANAGERS, "asker"),
    "sources": (ALL, "asker"),
    "speaker": (ALL, "all"),
    "summary": (ALL, "all"),
    "trend": (ALL, "all"),
    "watch add": (ALL, "asker"),
    "watch edit": (HOME_MANAGERS, "asker"),
    "watch list": (ALL, "asker"),
    "watch pause": (HOME_MANAGERS, "asker"),
    "watch remove": (HOME_MANAGERS, "asker"),
    "watch resume": (HOME_MANAGERS, "asker"),
    "watch test": (SEEING, "asker"),
    "why": (ALL, "asker"),
}
MENUS = {"Brief this": ALL, "Check this quote": ALL, "Show evidence": ALL}
# A reading is kept by who had it read and may keep it: here each presses under one of their own.
BUTTONS = {
    "brief": ALL,
    "csv": ALL,
    "daily": SEEING,
    "drop": HOME_MANAGERS,
    "evidence": ALL,
    "figures": ALL,
    "images": ALL,
    "json": ALL,
    "keep": MANAGERS,
    "latest": ALL,
    "lean": HOME_MANAGERS,
    "left": SEEING,
    "less": HOME_MANAGERS,
    "look": HOME_MANAGERS,
    "measure": ALL,
    "mydrop": MAKER,
    "mylook": MAKER,
    "mysave": MAKER,
    "mystep": MAKER,
    "practice": ALL,
    "quotes": ALL,
    "rewatch": MAKER,
    "said": ALL,
    "save": HOME_MANAGERS,
    "search": ALL,
    "sources": ALL,
    "step": HOME_MANAGERS,
    "taste": HOME_MANAGERS,
    "text": ALL,
    "unsubscribe": MAKER,
    "unwatch": MAKER,
    "watch": MAKER,
    "watches": ALL,
    "write": ALL,
}
# The command that opens each form, or the command and a button under its answer: who may use that
# may send the form.
FORMS = {
    "AttemptForm": "practice > Write yours",
    "FeedbackForm": "feedback",
    "PasteForm": "read",
}
