"""Names that are plainly invented: everyday words for nicknames, "for example" for families."""

from random import Random

_GIRLS = (
    "ใบเตย ข้าวหอม น้ำใส มะลิ พลอย ฟ้าใส แก้ม ปั้น ไออุ่น ลูกแก้ว ดาว ใบบัว แพรวา เอื้อง คำแก้ว จันทร์เจ้า "
    "ฝน บัวตอง กล้วยไม้ ขวัญข้าว น้ำผึ้ง มุก เพียงฟ้า ดอกแก้ว จำปี ลำดวน น้ำฟ้า ปลายฝน ส้ม องุ่น ทับทิม ข้าวสวย"
).split()
_BOYS = (
    "ต้นกล้า ภูผา ออมสิน น้ำปิง ตะวัน ต้นน้ำ เมฆ กาย หมอก โฟกัส ข้าวปุ้น ทัพ ก้อง ภูมิ ไผ่ ซอมพอ "
    "ดิน สิงห์ ธารา ขุนเขา ลำธาร ฟ้าคราม ปลาวาฬ อิงภู ต้นไม้ น้ำเหนือ ตังค์ กล้า ข้าวตัง เพชร ใบไผ่ สน"
).split()
_GIVEN = ("กัญ", "ณัฐ", "ธน", "พิม", "ปิย", "วร", "ศิริ", "ชล", "รัตน", "อร", "จิร", "สุ")
_FEMALE = ("พร", "ดา", "ญา", "ลักษณ์", "ภา", "วรรณ")
_MALE = ("กร", "ชัย", "วัฒน์", "ภัทร", "พล", "เดช")
_BEFORE = ("สมมติ", "ตัวอย่าง", "จำลอง", "ทดลอง", "นามแฝง")
_AFTER = ("สุข", "ดี", "งาม", "ใจ", "ทอง", "แก้ว", "ทรัพย์", "มงคล", "รุ่งเรือง", "พร", "ชัย", "ไทย")


def child(chance: Random, grade: int, roll_no: int) -> tuple[str, str, str, str, str]:
    """Return title, given name, family name, nickname (no two alike in a class of 32), sex."""
    sex = chance.choice("mf")
    young = grade <= 12
    title = ("ด.ญ." if young else "น.ส.") if sex == "f" else ("ด.ช." if young else "นาย")
    given = chance.choice(_GIVEN) + chance.choice(_FEMALE if sex == "f" else _MALE)
    nicknames = _GIRLS if sex == "f" else _BOYS
    return title, given, chance.choice(_BEFORE) + chance.choice(_AFTER), nicknames[roll_no * 5 % len(nicknames)], sex
