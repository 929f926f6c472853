"""The words by which legal documents and questions are sorted (thuật ngữ văn bản và hỏi đáp)."""

from __future__ import annotations

from django.db.models import TextChoices


class LegalField(TextChoices):
    """What a document or a question is about (lĩnh vực)."""

    AUCTION = "dau-gia", "Đấu giá tài sản"
    NOTARY = "cong-chung", "Công chứng"
    CERTIFICATION = "chung-thuc", "Chứng thực"
    CIVIL_STATUS = "ho-tich", "Hộ tịch"
    ONE_STOP = "thu-tuc-hanh-chinh", "Giải quyết thủ tục hành chính"
    STATISTICS = "thong-ke", "Thống kê ngành Tư pháp"
    EDUCATION = "pho-bien-phap-luat", "Phổ biến, giáo dục pháp luật"
    MEDIATION = "hoa-giai", "Hoà giải ở cơ sở"
    E_TRANSACTIONS = "giao-dich-dien-tu", "Giao dịch điện tử, văn thư"
    UNITS = "don-vi-hanh-chinh", "Đơn vị hành chính"
    OTHER = "khac", "Lĩnh vực khác"


class DocumentKind(TextChoices):
    """Form of a legal document (loại văn bản)."""

    CODE = "bo-luat", "Bộ luật"
    LAW = "luat", "Luật"
    ORDINANCE = "phap-lenh", "Pháp lệnh"
    RESOLUTION = "nghi-quyet", "Nghị quyết"
    ORDER = "lenh", "Lệnh"
    DECREE = "nghi-dinh", "Nghị định"
    DECISION = "quyet-dinh", "Quyết định"
    CIRCULAR = "thong-tu", "Thông tư"
    JOINT_CIRCULAR = "thong-tu-lien-tich", "Thông tư liên tịch"
    CONSOLIDATED = "van-ban-hop-nhat", "Văn bản hợp nhất"


class RelationKind(TextChoices):
    """What one document does to another (quan hệ), read from the acting document."""

    AMENDS = "amends", "Sửa đổi, bổ sung"
    REPLACES = "replaces", "Thay thế"
    REPEALS = "repeals", "Bãi bỏ"
    GUIDES = "guides", "Quy định chi tiết, hướng dẫn"
    REFERS = "refers", "Dẫn chiếu"


PASSIVE = {
    RelationKind.AMENDS: "Được sửa đổi, bổ sung bởi",
    RelationKind.REPLACES: "Được thay thế bởi",
    RelationKind.REPEALS: "Bị bãi bỏ bởi",
    RelationKind.GUIDES: "Được quy định chi tiết, hướng dẫn bởi",
    RelationKind.REFERS: "Được dẫn chiếu trong",
}
ENDING = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})  # these end their object, as a whole or in part


class EffectStatus(TextChoices):
    """Whether a document is in force on a day (hiệu lực). Worked out from dates and relations, never stored."""

    IN_FORCE = "con-hieu-luc", "Còn hiệu lực"
    PARTLY = "het-mot-phan", "Hết hiệu lực một phần"
    EXPIRED = "het-hieu-luc", "Hết hiệu lực toàn bộ"
    NOT_YET = "chua-co-hieu-luc", "Chưa có hiệu lực"
    UNKNOWN = "chua-ro", "Chưa rõ ngày có hiệu lực"


class Confidence(TextChoices):
    """How sure the dates and relations of a record are (độ tin cậy)."""

    HIGH = "cao", "Đã đối chiếu với nguồn chính thức"
    MEDIUM = "trung-binh", "Theo nguồn thứ cấp, nên đối chiếu"
    LOW = "thap", "Chưa đối chiếu, cần kiểm tra"


class TextState(TextChoices):
    """What came of reading a file's text (tình trạng đọc nội dung tệp)."""

    WAITING = "waiting", "Đang đọc nội dung"
    READ = "read", "Tìm được trong toàn văn"
    PARTLY = "partly", "Chỉ tìm được trong phần đầu"
    NO_TEXT = "no_text", "Bản quét, không tìm được trong nội dung"
    BROKEN = "broken", "Không đọc được nội dung"
