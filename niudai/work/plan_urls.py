"""Addresses of plans, their review screen, their revisions and the items of a draft."""

from __future__ import annotations

from django.urls import URLPattern, path

from niudai.work.views import decompositions, drafts, plans, revisions

plan_urls: list[URLPattern] = [
    path("plans/", plans.listing, name="plans"),
    path("plans/import/", plans.import_page, name="plan_import"),
    path("plans/<uuid:code>/", plans.detail, name="plan"),
    path("plans/<uuid:code>/source/", plans.source, name="plan_source"),
    path("plans/<uuid:code>/table/", plans.table_file, name="plan_table"),
    path("plans/<uuid:code>/table/word/", decompositions.word_file, name="plan_table_word"),
    path("plans/<uuid:code>/print/", plans.print_view, name="plan_print"),
    path("plans/<uuid:code>/issue/", plans.issue, name="plan_issue"),
    path("plans/<uuid:code>/discard/", plans.discard, name="plan_discard"),
    path("plans/<uuid:code>/restore/", plans.restore, name="plan_restore"),
    path("plans/<uuid:code>/close/", plans.close, name="plan_close"),
    path("plans/<uuid:code>/reopen/", plans.reopen, name="plan_reopen"),
    path("plans/<uuid:code>/revise/", revisions.revise, name="plan_revise"),
    path("plans/<uuid:code>/comparison/", revisions.comparison, name="plan_comparison"),
    path(
        "plans/<uuid:code>/comparison/print/",
        revisions.comparison_print,
        name="plan_comparison_print",
    ),
    path("plans/<uuid:code>/comparison/undo/", revisions.undo, name="plan_comparison_undo"),
    path("plans/<uuid:code>/issue-revision/", revisions.issue, name="plan_issue_revision"),
    path("plans/<uuid:code>/versions/<int:number>/", revisions.version, name="plan_version"),
    path(
        "plans/<uuid:code>/versions/<int:number>/source/",
        revisions.version_source,
        name="plan_version_source",
    ),
    path("plans/<uuid:code>/review/", drafts.review, name="review"),
    path("plans/<uuid:code>/review/selection/", drafts.selection, name="review_selection"),
    path("plans/<uuid:code>/review/undo/", drafts.undo, name="review_undo"),
    path("plans/<uuid:code>/review/title/", drafts.title, name="review_title"),
    path("plans/<uuid:code>/review/add/", drafts.add, name="review_add"),
    path("items/<uuid:code>/", drafts.item, name="item"),
    path("items/<uuid:code>/confirm/", drafts.confirm, name="item_confirm"),
    path("items/<uuid:code>/merge/", drafts.merge, name="item_merge"),
    path("items/<uuid:code>/split/", drafts.split, name="item_split"),
    path("items/<uuid:code>/move/", drafts.move, name="item_move"),
    path("items/<uuid:code>/up/", drafts.move_up, name="item_up"),
    path("items/<uuid:code>/down/", drafts.move_down, name="item_down"),
    path("items/<uuid:code>/delete/", drafts.delete, name="item_delete"),
    path("items/<uuid:code>/pair/", revisions.pair, name="item_pair"),
    path("items/<uuid:code>/unpair/", revisions.unpair, name="item_unpair"),
    path("measures/<uuid:code>/set/", plans.set_measure, name="measure_set"),
]
