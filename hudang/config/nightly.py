"""What is done every night, in this order; each a ``platform.nights.NightlyWork``, done whatever became of the others.

Later works may rest on what earlier ones made: tasks and deadlines first, then the checks over everything.
"""

NIGHTLY_WORKS = [
    "hudang.casework.nightly.RECOUNT_CLOCKS",
    "hudang.casework.nightly.REMIND_CLOCKS",
    "hudang.recertification.nightly.PLAN_TASKS",
    "hudang.recertification.nightly.TELL_LATE",
    "hudang.archives.nightly.VERIFY_FIGURES",
    "hudang.library.nightly.KEEP_ROSTERS",
    "hudang.quality.nightly.CHECK",
    "hudang.training.nightly.REMIND",
    "hudang.notifications.nightly.HAND_OUT",
    "hudang.accounts.nightly.CLEAR_AWAY",
]
