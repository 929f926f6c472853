"""Sentences that notices repeat, with people, streets and firms that are evidently made up (lời văn thường gặp)."""

from __future__ import annotations

from auctions.terms import AuctionForm, AuctionMethod

PEOPLE = (
    "Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Ví Dụ", "Phạm Thị Minh Hoạ", "Hoàng Văn Giả Định", "Vũ Thị Thí Điểm",
    "Đặng Văn Tượng Trưng", "Bùi Thị Bản Mẫu", "Ngô Văn Dùng Thử", "Dương Thị Mô Phỏng",
)  # fmt: skip
STREETS = ("đường Mẫu", "phố Thử Nghiệm", "đường Ví Dụ", "phố Minh Hoạ", "đường Bản Mẫu")
PHONE = "0222 000 {:04d}"
EMAIL = "lienhe{:03d}@example.vn"

VIEWING_PLACES = (
    "Tại nơi có tài sản. Khách hàng liên hệ trước với tổ chức đấu giá để được hướng dẫn xem tài sản và giấy tờ.",
    "Tại nơi có tài sản, trong giờ hành chính; tập trung tại trụ sở tổ chức đấu giá để cùng đi.",
    "Tại kho bảo quản của người có tài sản; xem giấy tờ về tài sản tại trụ sở tổ chức đấu giá.",
)
DOSSIER_PLACES = (
    "Tại trụ sở tổ chức đấu giá, trong giờ hành chính",
    "Tại trụ sở tổ chức đấu giá và trụ sở Uỷ ban nhân dân nơi có tài sản, trong giờ hành chính",
    "Tại trụ sở tổ chức đấu giá hoặc qua trang thông tin đấu giá trực tuyến của tổ chức đấu giá",
)
DEPOSIT_ACCOUNTS = (
    "Chuyển khoản vào tài khoản riêng số 0000 0000 {:04d} của tổ chức đấu giá mở tại Ngân hàng Mẫu, chi nhánh Thử "
    "Nghiệm. Nội dung chuyển khoản: họ tên người tham gia, mã thông báo, số lô. Tiền phải có trong tài khoản trước khi "
    "hết hạn nộp.",
    "Nộp vào tài khoản thanh toán riêng số 0000 1111 {:04d} tại Ngân hàng Mẫu hoặc bảo lãnh ngân hàng có thời hạn đến "
    "hết ngày làm việc thứ năm sau ngày tổ chức cuộc đấu giá.",
)
AUCTION_PLACES = (
    "Hội trường trụ sở tổ chức đấu giá",
    "Hội trường Uỷ ban nhân dân {commune}",
    "Nhà văn hoá {commune}",
)
ONLINE_PLACE = "Trang thông tin đấu giá trực tuyến daugia.example.vn của tổ chức đấu giá, thời gian trả giá 30 phút"
MEDIA = (
    "Báo Mẫu số ra ngày đăng lần 1 và ngày đăng lần 2; niêm yết tại Uỷ ban nhân dân {commune}.",
    "Đài Phát thanh và Truyền hình Mẫu, hai lần; trang thông tin điện tử của người có tài sản.",
    "",
)
REGISTRATIONS = {
    AuctionForm.SPOKEN: "Người tham gia mua hồ sơ, điền phiếu đăng ký theo mẫu và nộp trực tiếp cùng bản sao giấy tờ "
    "tuỳ thân; người được uỷ quyền nộp thêm văn bản uỷ quyền có công chứng hoặc chứng thực.",
    AuctionForm.BALLOT: "Mua hồ sơ và nộp hồ sơ tham gia trực tiếp trong giờ hành chính. Mỗi người nộp một bộ hồ sơ "
    "cho một lô; phiếu trả giá được phát tại cuộc đấu giá.",
    AuctionForm.INDIRECT: "Hồ sơ gồm phiếu đăng ký, giấy tờ tuỳ thân và phiếu trả giá trong phong bì dán kín, có chữ "
    "ký ở các mép dán; bỏ vào thùng phiếu niêm phong tại trụ sở tổ chức đấu giá hoặc gửi bảo đảm qua bưu điện.",
    AuctionForm.ONLINE: "Đăng ký tài khoản trên trang thông tin đấu giá trực tuyến, nộp hồ sơ điện tử; tài khoản tham "
    "gia và mã số riêng được gửi về thư điện tử đã đăng ký sau khi hồ sơ được chấp nhận.",
}
FORMS = tuple(AuctionForm.values)
ASCENDING = AuctionMethod.ASCENDING.value
CRITERIA = (
    "Có tên trong danh sách tổ chức đấu giá tài sản do Bộ Tư pháp công bố.\n"
    "Cơ sở vật chất, trang thiết bị bảo đảm cho việc đấu giá: tối đa 19 điểm.\n"
    "Phương án đấu giá khả thi, hiệu quả: tối đa 16 điểm.\n"
    "Năng lực, kinh nghiệm và uy tín của tổ chức đấu giá: tối đa 57 điểm.\n"
    "Tiêu chí khác phù hợp với tài sản đấu giá: tối đa 8 điểm.\n"
    "Bảng chấm điểm chi tiết theo Phụ lục ban hành kèm theo Thông tư 19/2024/TT-BTP.",
    "Tổ chức đấu giá có tên trong danh sách do Bộ Tư pháp công bố và không có xung đột lợi ích với người có tài sản.\n"
    "Chấm điểm theo Phụ lục của Thông tư 19/2024/TT-BTP, tổng điểm 100; tổ chức có tổng điểm cao nhất được chọn.\n"
    "Trường hợp bằng điểm: chọn tổ chức có số cuộc đấu giá thành của cùng loại tài sản trong năm trước liền kề nhiều "
    "hơn; nếu vẫn bằng nhau thì người có tài sản quyết định.",
)
CONDITIONS = (
    "Cá nhân, tổ chức có nhu cầu mua tài sản, có hồ sơ hợp lệ và nộp đủ tiền đặt trước đúng hạn đều được tham gia.",
    "Người tham gia phải có năng lực hành vi dân sự đầy đủ và không thuộc trường hợp không được đăng ký tham gia đấu "
    "giá theo khoản 4 Điều 38 Luật Đấu giá tài sản.",
    "Tài sản được bán theo nguyên trạng; người tham gia tự xem xét, tìm hiểu tình trạng pháp lý, chất lượng, số lượng "
    "và chịu trách nhiệm về quyết định của mình.",
    "Người trúng đấu giá nộp thuế giá trị gia tăng, lệ phí trước bạ và chi phí sang tên theo quy định.",
    "Người trúng đấu giá thanh toán toàn bộ tiền mua tài sản trong 30 ngày kể từ ngày ký hợp đồng mua bán; quá hạn thì "
    "xử lý theo hợp đồng và quy định của pháp luật.",
    "Một hộ gia đình chỉ được cử một người tham gia trả giá đối với mỗi lô tài sản.",
    "Tổ chức tham gia phải có giấy chứng nhận đăng ký doanh nghiệp và văn bản cử người đại diện.",
    "Người tham gia đến muộn sau khi đấu giá viên công bố số người tham gia thì không được trả giá.",
    "Khách hàng đã nộp tiền đặt trước mà không tham gia cuộc đấu giá không vì lý do bất khả kháng thì không được nhận "
    "lại tiền đặt trước.",
    "Người tham gia cam kết chấp hành nội quy cuộc đấu giá, không thông đồng, không cản trở người khác trả giá.",
)
LAND_CONDITION = (
    "Cá nhân, tổ chức thuộc đối tượng được nhận quyền sử dụng đất theo Luật Đất đai, cam kết sử dụng đúng mục đích và "
    "đúng quy hoạch chi tiết đã được phê duyệt."
)
NOTES = (
    "Mọi chi tiết liên hệ tổ chức đấu giá trong giờ hành chính. Dữ liệu mẫu, không phải cuộc đấu giá có thật.",
    "Quy chế cuộc đấu giá được niêm yết tại trụ sở tổ chức đấu giá. Dữ liệu mẫu, không phải cuộc đấu giá có thật.",
    "Người có tài sản và tổ chức đấu giá có quyền dừng việc tổ chức đấu giá trong các trường hợp pháp luật quy định. "
    "Dữ liệu mẫu, không phải cuộc đấu giá có thật.",
)
OWNERS = {
    "land": ("Trung tâm Phát triển quỹ đất khu vực Mẫu {}", "Uỷ ban nhân dân {commune} (mẫu)"),
    "court": ("Phòng Thi hành án dân sự khu vực Mẫu {}", "Thi hành án dân sự {province} (mẫu)"),
    "bank": ("Ngân hàng TMCP Mẫu, Chi nhánh Thử Nghiệm {}", "Công ty Quản lý tài sản Mẫu {}"),
    "police": ("Công an {province} (mẫu)", "Hạt Kiểm lâm khu vực Mẫu {}", "Chi cục Quản lý thị trường Mẫu {}"),
    "state": ("Sở Tài chính {province} (mẫu)", "Trường Trung học phổ thông Mẫu {}", "Bệnh viện Đa khoa Mẫu {}"),
    "firm": ("Công ty TNHH MTV Mẫu {}", "Tổng công ty Thử Nghiệm {}, chi nhánh {province}"),
    "person": ("Ông Nguyễn Văn Mẫu {}", "Bà Trần Thị Thử {}"),
}
CORRECTIONS = (
    "Đính chính theo văn bản đề nghị của người có tài sản.",
    "Đính chính lỗi đánh máy ở bản đăng trước.",
    "Đính chính địa điểm theo thông báo của nơi cho mượn hội trường.",
)
WITHDRAWALS = ("Người có tài sản rút tài sản để rà soát hồ sơ pháp lý.", "Thông báo đăng nhầm loại tài sản.")
CANCELLATIONS = (
    "Người có tài sản đề nghị dừng việc đấu giá do có khiếu nại đang được giải quyết.",
    "Các bên đã thi hành xong nghĩa vụ trước ngày mở cuộc đấu giá.",
)
