"""What a kept column that came later holds in the rows of homes written before it: once, when the column is added."""

from __future__ import annotations

EARLIER: dict[str, dict[str, str]] = {
    "base.person": {"since_load": "1", "valid_from": "as_of"},
    "handling.register": {"listed_in": "month"},
    "warning.suspected": {"listed_in": "month"},
    "handling.event": {
        "listed_in": "month",
        "meets": "CASE WHEN step = 'closed' THEN value = '符合' END",
        "department": "CASE WHEN step = 'measure' THEN SPLIT_PART(value, '：', 1) END",
        "measure": "CASE WHEN step = 'measure' THEN SUBSTRING(value, LENGTH(SPLIT_PART(value, '：', 1)) + 2) END",
    },
    "handling.issued_under": {
        # `入户核实—民主评议、信息比对—村级公示—`; without a dash, before the order counted: one after the other
        "asked_steps": (
            "CASE WHEN CONTAINS(steps, '—') "
            "THEN [STRING_SPLIT(together, '、') FOR together IN STRING_SPLIT(steps, '—') IF together <> ''] "
            "ELSE [[step] FOR step IN STRING_SPLIT(steps, '、') IF step <> ''] END"
        ),
        "asked_ways": "STRING_SPLIT(told_ways, '、')",
    },
    "ops.feed_file": {"arrival_note": "note"},
    "ops.run": {"base_load": "1"},
}
"""Table -> column -> the value, as SQL over the columns of before."""
FIRST_ROWS: dict[str, str] = {
    "base.load": (
        "INSERT INTO base.load (load, as_of, people, households) "
        "SELECT 1 AS load, MAX(as_of) AS as_of, COUNT(*) AS people, COUNT(DISTINCT household_id) AS households "
        "FROM base.person HAVING COUNT(*) > 0"
    ),
}
"""Table -> what fills it when it is made in a home that was there before: the base in force is the first load."""
