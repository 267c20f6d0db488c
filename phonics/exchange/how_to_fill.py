"""What the first sheet of a test's workbook says, in Thai and in English."""

LINES = (
    ("วิธีกรอกแบบทดสอบ", "How to fill in a test"),
    (
        "กรอกสามแผ่น: แบบทดสอบ (ชื่อและเลเวล) ตอน (หนึ่งแถวต่อหนึ่งตอน) ข้อ (หนึ่งแถวต่อหนึ่งข้อ) แล้วส่งไฟล์กลับเข้าระบบ "
        "ระบบจะทำเป็นฉบับร่างให้ตรวจก่อนเผยแพร่",
        "Fill three sheets: the test (title and level), the parts (a row each), the items (a row each). "
        "Send the file back: it becomes a draft to look over before it is published.",
    ),
    (
        "อย่าเปลี่ยนชื่อแผ่นและหัวตาราง จะสลับคอลัมน์หรือลบคอลัมน์ที่ไม่ใช้ก็ได้",
        "Keep the names of sheets and columns. Columns may be moved, or taken out.",
    ),
    (
        "ตอนที่: เลขเดียวกันในแผ่น ตอน และแผ่น ข้อ เว้นว่าง = ตอนเดียวกับแถวบน ระบบนับเลขข้อให้เอง",
        "Part: the same number on both sheets; empty = as in the row above. Items are numbered for you.",
    ),
    (
        "แบบง่ายที่สุด: ใส่แค่ตอนที่กับคำ ระบบหาเสียงของคำให้",
        "At its simplest: a part and a word. The sounds of the word are found for you.",
    ),
    (
        "เลือกตอบ: ตัวเลือก  ship | sheep | chip  คำตอบ  ship   จะตั้งชื่อตัวเลือกเองก็ได้  (a) ship | (b) sheep",
        "Choice: options  ship | sheep | chip, answer  ship. Options may have names of their own: (a) ship | (b) sheep",
    ),
    (
        "ตัวเลือกเป็นภาพหรือเสียง: [ภาพ: ship] | [เสียง: word/ship]",
        "Pictures or sounds to choose from: [ภาพ: ship] | [เสียง: word/ship]",
    ),
    (
        "เขียนตอบ: คำตอบทุกแบบที่ถูก คั่นด้วย |   colour | color",
        "Written: every answer that is right, with | between: colour | color",
    ),
    ("เรียงลำดับ: คำตอบเรียงจากแรกไปสุดท้าย  a | b | c", "Order: the answers from first to last: a | b | c"),
    (
        "จับคู่: ตัวเลือก (a) cat | (b) dog   จับคู่กับ (x) [ภาพ: cat] | (y) [ภาพ: dog]   คำตอบ a=x | b=y",
        "Match: options (a) cat | (b) dog, matched with (x) [ภาพ: cat] | (y) [ภาพ: dog], answers a=x | b=y",
    ),
    (
        "อ่านเรื่องออกเสียง: วางเรื่องทั้งเรื่องในช่อง เรื่องที่ให้อ่าน ในแผ่น ตอน แต่ละคำจะเป็นหนึ่งข้อ คำถามจากเรื่องเป็นตอนถัดไป",
        "A story to read aloud: paste all of it into its cell on the sheet of parts. "
        "Each word becomes an item; questions are the next part.",
    ),
    (
        "ครูประเมิน: ตัวเลือกคือคำอธิบายระดับ 1 ถึง 4  อ่านทีละคำ | … | … | อ่านเหมือนเล่าเรื่อง",
        "Judgement: the options describe levels 1 to 4.",
    ),
    (
        "เครื่องหมาย \\ มีความหมายพิเศษ: \\n ขึ้นบรรทัดใหม่  \\s ช่องว่าง  \\| เส้นตั้งที่ไม่ใช่ตัวคั่น  \\\\ ตัวเครื่องหมายเอง",
        "\\ has a meaning: \\n a line end, \\s a space, \\| a bar that separates nothing, \\\\ itself.",
    ),
    (
        "ไฟล์มีแต่คำถาม ไม่มีชื่อเด็กและไม่มีผลสอบ สูตร มาโคร และสีไม่ถูกอ่าน",
        "The file holds questions only, no children and no results. Formulas, macros and colours are not read.",
    ),
)
