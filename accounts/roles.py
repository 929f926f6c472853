"""Roles and what each may do. The only place where a role meets a codename."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """What a user is for an agency (vai trò). Statistics roles are the suffixes _bc, _kt, _ld of seed letter 5/2022."""

    MINISTRY_ADMIN = "ministry_admin", "Quản trị Bộ Tư pháp"
    SUPPORT = "support", "Hỗ trợ người dùng"
    STP_ADMIN = "stp_admin", "Quản trị Sở Tư pháp"
    UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"
    AUCTION_EDITOR = "auction_editor", "Soạn thông báo đấu giá"
    AUCTION_PUBLISHER = "auction_publisher", "Đăng thông báo đấu giá"
    ASSET_OWNER = "asset_owner", "Người có tài sản đấu giá"
    CONTENT_EDITOR = "content_editor", "Biên tập nội dung"
    CONTENT_PUBLISHER = "content_publisher", "Duyệt và đăng nội dung"
    STATS_COMPILER = "stats_bc", "Chuyên viên tổng hợp số liệu"
    STATS_CHECKER = "stats_kt", "Người kiểm tra báo cáo"
    STATS_APPROVER = "stats_ld", "Lãnh đạo phê duyệt báo cáo"


CODENAMES: dict[Role, frozenset[str]] = {
    Role.MINISTRY_ADMIN: frozenset(
        {
            "view_accounts", "manage_accounts", "decide_account_requests", "view_notices", "view_outbox",
            "manage_reference",
        }
    ),
    Role.SUPPORT: frozenset({"view_accounts", "view_outbox"}),
    Role.STP_ADMIN: frozenset(
        {
            "view_accounts", "manage_accounts", "decide_account_requests", "view_notices", "edit_content",
            "publish_content", "answer_questions",
        }
    ),
    Role.UNIT_ADMIN: frozenset({"view_accounts", "manage_accounts"}),
    Role.AUCTION_EDITOR: frozenset({"view_notices", "edit_notices"}),
    Role.AUCTION_PUBLISHER: frozenset({"view_notices", "edit_notices", "publish_notices"}),
    Role.ASSET_OWNER: frozenset({"view_notices", "edit_notices", "publish_notices"}),
    Role.CONTENT_EDITOR: frozenset({"edit_content", "answer_questions"}),
    Role.CONTENT_PUBLISHER: frozenset({"edit_content", "publish_content", "answer_questions"}),
    Role.STATS_COMPILER: frozenset(),
    Role.STATS_CHECKER: frozenset(),
    Role.STATS_APPROVER: frozenset(),
}  # fmt: skip

# Rights in these roles hold for the whole country: plain model permissions, no row per agency.
NATIONAL_ROLES = frozenset({Role.MINISTRY_ADMIN, Role.SUPPORT})

# These rights at an agency also hold for the agencies it administers (its `children`, all the way down).
REACHING_DOWN = frozenset({"view_accounts", "manage_accounts", "decide_account_requests", "view_notices"})
