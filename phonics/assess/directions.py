"""What the teacher is told before a test, a line a step; quotation marks hold what she says to the child."""

LETTER_SOUNDS_TH = """\
วางบัตรไว้หน้าเด็ก พูดว่า “ชี้ทีละตัวแล้วบอกเสียงของตัวอักษร ไม่ใช่ชื่อ อ่านจากซ้ายไปขวาทีละแถว ให้ได้มากที่สุดใน 1 นาที”
กดเริ่มเมื่อเด็กออกเสียงตัวแรก
เด็กบอกชื่อตัวอักษร เตือนได้ครั้งเดียวว่า “ตัวนี้ออกเสียงว่าอะไร”
เงียบครบ 3 วินาที บอกให้อ่านตัวถัดไป แล้วแตะตัวนั้นว่าผิด
แก้เองได้นับว่าถูก สำเนียงไทยไม่นับผิด
หมดเวลา แตะตัวสุดท้ายที่อ่าน
แถวแรกผิดทั้งแถว หยุดอย่างใจดี"""

LETTER_SOUNDS_EN = """\
Lay the card before the child. Say: “Point to each one and tell me its sound, not its name.
Read from left to right, row by row, as many as you can in one minute.”
Press start when the child says the first sound.
If the child says a letter's name, remind once: “What sound does it make?”
After 3 seconds of silence say “next” and tap that one wrong.
Self-corrected counts as right; a Thai accent is not an error.
When time is up, tap the last one read.
If the whole first row is wrong, stop kindly."""

WORDS_TH = """\
วางบัตรไว้หน้าเด็ก พูดว่า “อ่านคำเหล่านี้ให้ครูฟัง ไม่ต้องรีบ”
ก่อนถึงคำลวง พูดว่า “คำต่อไปนี้ไม่มีความหมาย เป็นชื่อเพื่อนต่างดาว ลองอ่านดู”
ผสมเสียงทีละตัวก่อนได้ นับว่าถูกเมื่ออ่านรวมเป็นคำ
คำลวงอ่านได้ทุกแบบที่กฎโฟนิกส์ยอม แก้เองได้นับว่าถูก สำเนียงไทยไม่นับผิด
เงียบครบ 10 วินาที บอกให้อ่านคำถัดไป แล้วแตะคำนั้นว่าผิด
ไม่จำกัดเวลา แต่ระบบบันทึกเวลาไว้
แถวแรกผิดทั้งแถว หยุดอย่างใจดี"""

WORDS_EN = """\
Lay the card before the child. Say: “Read these words to me. There is no hurry.”
Before the made-up words say: “The next words mean nothing. They are names of friends from space. Try to read them.”
Sounding out first is fine; it counts as right when the child says the whole word.
A made-up word may be read in any way the rules allow. Self-corrected counts as right; a Thai accent is not an error.
After 10 seconds of silence say “next” and tap that word wrong.
There is no time limit, but the time is kept.
If the whole first row is wrong, stop kindly."""

SYLLABLES_TH = "ไม่ใช้บัตร ครูพูดคำทีละพยางค์ เว้นจังหวะราวหนึ่งวินาที เด็กฟังแล้วพูดรวมเป็นคำ"
SYLLABLES_EN = "There is no card. Say a word syllable by syllable, about a second apart; the child says it whole."

SOUNDS_TH = "ไม่ใช้บัตร ครูพูดทีละเสียง (เสียง ไม่ใช่ชื่อตัวอักษร) เว้นจังหวะราวหนึ่งวินาที เด็กฟังแล้วพูดรวมเป็นคำ"
SOUNDS_EN = "There is no card. Say the sounds, not letter names, about a second apart; the child says the word."

BLENDING_TH = """\
ลองก่อนสองคำ พูดว่า “ครูจะพูดคำช้า ๆ หนูฟังแล้วพูดเป็นคำเดียวนะ {practice_1} คำอะไร”
ถ้ายังไม่ได้ บอกว่า “{word_1}” แล้วลองอีกคำ “{practice_2}” ({word_2})
จากนั้นพูดทีละข้อตามหน้าจอ พูดซ้ำได้หนึ่งครั้งถ้าเด็กขอ ไม่บอกคำตอบ
นับว่าถูกเมื่อพูดรวมเป็นคำเดียว พูดแยกตามครูยังไม่นับ
แก้เองได้นับว่าถูก สำเนียงไทยไม่นับผิด
เงียบครบ 5 วินาที ไปข้อถัดไป แล้วแตะข้อนั้นว่าผิด
ไม่จำกัดเวลา ห้าข้อแรกผิดทั้งหมด หยุดอย่างใจดี"""

BLENDING_EN = """\
Try two first. Say: “I say a word slowly, you say it as one word. {practice_1}. What word?”
If the child cannot, say: “{word_1}”, and try another: “{practice_2}” ({word_2}).
Then say the items on the screen one by one. Say one again once if asked; do not give the answer.
It is right when said as one word; repeating the parts is not enough.
Self-corrected counts as right; a Thai accent is not an error.
After 5 seconds of silence go on, and tap that one wrong.
There is no time limit. If the first five are all wrong, stop kindly."""

FEW_WORDS_TH = "เลเวล {number} มีคำจริงเพียง {real} คำ และคำลวง {pseudo} คำ คำส่วนใหญ่จึงซ้ำกันทั้งชุด ก และชุด ข"
FEW_WORDS_EN = (
    "Level {number} has only {real} real words and {pseudo} made-up ones, so most of them stand in both forms."
)
