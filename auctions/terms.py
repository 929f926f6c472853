"""The words of auction law that the code has to tell apart (thuật ngữ đấu giá tài sản)."""

from __future__ import annotations

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    """Kind of a notice (loại thông báo)."""

    SELECTION = "selection", "Thông báo lựa chọn tổ chức đấu giá tài sản"
    AUCTION = "auction", "Thông báo công khai việc đấu giá tài sản"


class VersionKind(TextChoices):
    """Why a version was published (loại bản đăng)."""

    FIRST = "first", "Đăng lần 1"
    SECOND = "second", "Đăng lần 2"
    CORRECTION = "correction", "Đính chính"
    WITHDRAWAL = "withdrawal", "Huỷ thông báo"
    CANCELLATION = "cancellation", "Huỷ cuộc đấu giá"


class AttachmentKind(TextChoices):
    """What an attached file is (loại tệp đính kèm)."""

    RULES = "rules", "Quy chế cuộc đấu giá"
    POSTING = "posting", "Tài liệu, hình ảnh chứng minh đã niêm yết"
    CRITERIA = "criteria", "Bảng tiêu chí, thang điểm"
    PICTURE = "picture", "Hình ảnh tài sản"
    OTHER = "other", "Tài liệu khác"


class Nature(TextChoices):
    """Movable or immovable (động sản, bất động sản): decides the time limits."""

    MOVABLE = "movable", "Động sản"
    IMMOVABLE = "immovable", "Bất động sản"


class AuctionForm(TextChoices):
    """Form of an auction (hình thức đấu giá). Source: Law 01/2016/QH14, art. 40(1)."""

    SPOKEN = "spoken", "Đấu giá trực tiếp bằng lời nói tại cuộc đấu giá"
    BALLOT = "ballot", "Bỏ phiếu trực tiếp tại cuộc đấu giá"
    INDIRECT = "indirect", "Bỏ phiếu gián tiếp"
    ONLINE = "online", "Đấu giá trực tuyến"


class AuctionMethod(TextChoices):
    """Method of an auction (phương thức đấu giá). Source: Law 01/2016/QH14, art. 40(2)."""

    ASCENDING = "ascending", "Trả giá lên"
    DESCENDING = "descending", "Đặt giá xuống"


class ShortProcedure(TextChoices):
    """Why the short procedure applies (trường hợp thủ tục rút gọn). Source: Law 01/2016/QH14, art. 53(1)."""

    SMALL = "small", "Tài sản thi hành án, tang vật tịch thu có tổng giá khởi điểm dưới mức luật định"
    THIRD_ROUND = "third_round", "Đấu giá lại sau lần đấu giá không thành thứ hai"
    VOLUNTARY = "voluntary", "Tài sản của cá nhân, tổ chức tự nguyện đấu giá"


class FieldType(TextChoices):
    """How a field is written, shown and compared (kiểu dữ liệu)."""

    TEXT = "text", "Chữ"
    MONEY = "money", "Tiền (đồng)"
    AREA = "area", "Diện tích (m²)"
    DATE = "date", "Ngày"
    MOMENT = "moment", "Giờ và ngày"
    FLAG = "flag", "Có hoặc không"
    CHOICE = "choice", "Lựa chọn"
