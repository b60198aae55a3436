"""Addresses of the organization room."""

from django.urls import path

from niudai.org.views import account, accounts, organizations, places, posts, sign_in

app_name = "org"

ONE = "organizations/<str:code>/"
PERSON = "accounts/<str:username>/"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("account/", account.own, name="account"),
    path("account/password/", sign_in.password, name="password"),
    path("account/tokens/new/", account.issue_token, name="token_issue"),
    path("account/tokens/<int:pk>/revoke/", account.revoke_token, name="token_revoke"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="session_end"),
    path("organizations/", organizations.listing, name="organizations"),
    path("organizations/tree/", organizations.tree, name="tree"),
    path("organizations/terms/", organizations.terms_due, name="terms"),
    path(ONE, organizations.detail, name="organization"),
    path(f"{ONE}new/", organizations.add, name="organization_add"),
    path(f"{ONE}change/", organizations.change, name="organization_change"),
    path(f"{ONE}move/", organizations.move, name="organization_move"),
    path(f"{ONE}close/", organizations.close, name="organization_close"),
    path(f"{ONE}leader/", organizations.set_leader, name="leader_set"),
    path(f"{ONE}leader/end/", organizations.end_leadership, name="leader_end"),
    path(f"{ONE}units/new/", organizations.cover, name="cover"),
    path(f"{ONE}units/<int:pk>/end/", organizations.end_cover, name="cover_end"),
    path(f"{ONE}terms/new/", posts.open_term, name="term_open"),
    path(f"{ONE}posts/new/", posts.appoint, name="appoint"),
    path(f"{ONE}posts/<int:pk>/end/", posts.end_post, name="post_end"),
    path(f"{ONE}posts/<int:pk>/hand-over/", posts.hand_over, name="post_hand_over"),
    path("units/", places.units, name="units"),
    path("units/new/", places.add_unit, name="unit_add"),
    path("units/<int:pk>/", places.unit, name="unit"),
    path("units/<int:pk>/close/", places.close_unit, name="unit_close"),
    path("divisions/", places.divisions, name="divisions"),
    path("divisions/new/", places.add_division, name="division_add"),
    path("accounts/", accounts.listing, name="accounts"),
    path("new-account/", accounts.add, name="account_add"),
    path("accounts/posts/<int:pk>/withdraw/", accounts.withdraw, name="post_withdraw"),
    path(PERSON, accounts.detail, name="account_one"),
    path(f"{PERSON}password/", accounts.reset_password, name="account_reset"),
    path(f"{PERSON}deactivate/", accounts.deactivate, name="account_deactivate"),
    path(f"{PERSON}activate/", accounts.activate, name="account_activate"),
    path(f"{PERSON}role/", accounts.admin_role, name="account_role"),
    path(f"{PERSON}grant/", accounts.grant, name="account_grant"),
]
