"""Addresses of what happens to pouches and boxes in their lives."""

from __future__ import annotations

from django.urls import path

from hudang.web.archives import views_classes, views_keeping, views_late, views_life, views_loans, views_shelves

life_patterns = [
    path("households/<str:code>/move/", views_life.move, name="move-household"),
    path("households/<str:code>/split/", views_life.split, name="split-household"),
    path("households/<str:code>/merge/", views_life.merge, name="merge-household"),
    path("households/<str:code>/undo-move/", views_life.take_move_back, name="undo-move"),
    path("households/<str:code>/undo-division/", views_life.take_division_back, name="undo-division"),
    path("households/<str:code>/undo-stop/", views_life.undo, name="undo-stop"),
    path("pouches/<int:pouch_id>/further/", views_life.further_pouch, name="further-pouch"),
    path("files/<int:file_id>/class/", views_classes.file_class, name="file-class"),
    path("files/<int:file_id>/class/take-back/", views_classes.take_file_back, name="take-file-back"),
    path("loans/", views_loans.loans, name="loans"),
    path("files/<int:file_id>/lend/", views_loans.lend, name="lend-file"),
    path("files/<int:file_id>/take-in/", views_loans.take_in, name="take-file-in"),
    path("closing/", views_life.closing, name="closing"),
    path("shelves/move/", views_shelves.preview, name="move-shelf"),
    path("shelves/move/carry-out/", views_shelves.carry_out, name="carry-out-shelf-move"),
    path("shelves/", views_shelves.places, name="shelves"),
    path("shelves/place/", views_shelves.preview_placing, name="place-boxes"),
    path("shelves/place/carry-out/", views_shelves.carry_out_placing, name="carry-out-placing"),
    path("shelves/moves/<int:move_id>/spines/", views_shelves.print_spines, name="print-moved-spines"),
    path("shelves/moves/<int:move_id>/", views_shelves.made, name="shelf-move"),
    path("shelves/moves/<int:move_id>/undo/", views_shelves.undo, name="undo-shelf-move"),
    path("late/", views_late.late_list, name="late"),
    path("late/calendar/", views_late.calendar, name="calendar"),
    path("duties/", views_keeping.duties, name="duties"),
    path("duties/assign/", views_keeping.assign, name="assign-duties"),
    path("duties/hand-over/", views_keeping.hand_over, name="hand-over"),
    path("duties/hand-overs/<int:handover_id>/answer/", views_keeping.answer, name="answer-handover"),
    path("duties/hand-overs/<int:handover_id>/withdraw/", views_keeping.withdraw, name="withdraw-handover"),
]
