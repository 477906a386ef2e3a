"""Papers of every kind with the facts that the handlers store, shared by the document tests."""

from datetime import date
from typing import Any

from hall_client.app.papers import CaseFacts, Issuer, MaterialLine, Paper, PaperKind

ISSUER = Issuer(
    name="彭州市行政审批局",
    seal="彭州市行政审批局行政审批专用章",
    address="四川省彭州市天彭街道回龙西路200号市政务服务中心",
    phone="028-83700000",
    complaint_phone="028-83700001",
)
CASE = CaseFacts(
    case_no="PZ26092200017",
    item_name="公共场所卫生许可（新办）",
    item_code="11510182MB2857374H4510123001002",
    applicant="张䶮𬭎𠮷",
    id_kind="居民身份证",
    id_number="5101**********1233",
    contact="欧阳𠮷",
    phone="138****5678",
)
MATERIALS = (
    MaterialLine(1, "公共场所卫生许可申请表", "原件", 2, 6),
    MaterialLine(2, "营业执照", "复印件", 1, 1, "已核对原件"),
    MaterialLine(3, "公共场所地址方位示意图、平面图和卫生设施平面布局图", "原件", 1, 3, "缺比例尺"),
)
REVIEW = {"review_body": "彭州市人民政府", "court": "成都铁路运输第一法院"}
LIMITS = {
    "accepted_on": "2026-09-22",
    "committed_days": "5",
    "committed_due_on": "2026-09-30",
    "statutory_days": "20",
    "statutory_due_on": "2026-10-26",
}
FACTS: dict[PaperKind, dict[str, str]] = {
    PaperKind.RECEIPT: {
        "received_at": "2026-09-22 09:30",
        "query_code": "A7K2Q9",
        "missing": "水质检测报告",
    },
    PaperKind.CORRECTION_NOTICE: {"received_on": "2026-09-22", "answer_by": "2026-10-26"},
    PaperKind.ACCEPTANCE_NOTICE: {
        **LIMITS,
        "received_on": "2026-09-22",
        "estimated": "",
        "special_procedures": "现场检测",
        "fee": "不收费",
        "query_code": "A7K2Q9",
    },
    PaperKind.TOLERANCE_NOTICE: {
        "accepted_on": "2026-09-22",
        "promised_on": "2026-09-29",
        "committed_due_on": "2026-09-30",
    },
    PaperKind.REFUSAL_NOTICE: {
        "refusal_kind": "not-competent",
        "reason": "经营场所位于都江堰市，不在本机关管辖区域内",
        "competent_authority": "都江堰市行政审批局",
        **REVIEW,
    },
    PaperKind.HANDOFF_SHEET: {
        "handoff_no": "JJ20260922-03",
        "from_section": "综合受理窗口",
        "to_section": "社会事务审批科",
        "sent_at": "2026-09-22 11:05",
        "sent_by": "王小勤",
    },
    PaperKind.SPECIAL_NOTICE: {
        "procedure": "testing",
        "days": "10",
        "started_on": "2026-09-24",
        "organiser": "彭州市疾病预防控制中心",
        "basis": "《公共场所卫生管理条例实施细则》第二十五条",
    },
    PaperKind.EXTENSION_NOTICE: {
        "reason": "现场整改情况需要复核",
        "days": "10",
        "former_due_on": "2026-10-26",
        "due_on": "2026-11-09",
        "approved_by": "李明",
    },
    PaperKind.GRANT_DECISION: {
        "accepted_on": "2026-09-22",
        "decided_on": "2026-09-28",
        "content": "准予在天彭街道牡丹大道18号经营住宿场所（宾馆）",
        "scope": "公共场所卫生许可（新办）",
        "valid_from": "2026-09-28",
        "valid_to": "2030-09-27",
        "legal_basis": "《公共场所卫生管理条例》第四条",
        "approved_by": "李明",
        "licence_no": "彭卫公证字〔2026〕第0056号",
    },
    PaperKind.DENIAL_DECISION: {
        "accepted_on": "2026-09-22",
        "reason": "客房集中空调通风系统卫生检测不合格，经复测仍不符合要求",
        "legal_basis": "《公共场所卫生管理条例实施细则》第二十二条",
        "remedy": "复议机关地址：彭州市人民政府行政复议接待室",
        "findings": "2026-09-24现场检测，送风中细菌总数超过标准限值",
        "technical_standard": "GB 37488-2019",
        **REVIEW,
    },
    PaperKind.FORWARD_OPINION: {
        "accepted_on": "2026-09-22",
        "content": "拟同意上报",
        "opinion": "申请材料齐全，符合规定条件，拟同意上报审批",
        "legal_basis": "《中华人民共和国道路运输条例》第二十四条",
        "upper_body": "成都市交通运输局",
    },
    PaperKind.TERMINATION_NOTICE: {
        "ending": "terminated",
        "reason": "tolerance-not-fulfilled",
        "returned": "营业执照、申请表",
        **REVIEW,
    },
    PaperKind.DELIVERY_RECEIPT: {
        "documents": "受理通知书 彭审许受字〔2026〕第0001号；准予决定书 彭审许准字〔2026〕第0001号",
        "recipient": "欧阳𠮷",
        "relation": "代理人",
        "place": "彭州市政务服务中心",
        "method": "直接送达",
        "delivered_at": "2026-09-29 14:20",
        "server": "王小勤",
    },
    PaperKind.FILE_LIST: {
        "archive_no": "2026-000123",
        "archived_on": "2026-10-12",
        "documents": "收件凭证 PZ26092200017SJ；受理通知书 彭审许受字〔2026〕第0001号",
    },
}


def paper(kind: PaperKind, **changes: Any) -> Paper:
    """A paper of the kind as a handler would store it."""
    given: dict[str, Any] = {
        "kind": kind,
        "number": "彭审许受字〔2026〕第0001号",
        "issued_on": date(2026, 9, 22),
        "issuer": ISSUER,
        "case": CASE,
        "handler": "王小勤",
        "facts": FACTS[kind],
        "materials": MATERIALS,
        "copies": ("一份交申请人", "一份存卷"),
    }
    if kind is PaperKind.CORRECTION_NOTICE:
        given["materials"] = MATERIALS[2:]
    return Paper(**{**given, **changes})
