"""What the teacher is told before kinds of subtest without a card of ours: (Thai, English), a line a step."""

Pair = tuple[str, str]

WHOLE: Pair = (
    "นั่งกับเด็กทีละคนในที่เงียบ บอกว่า “ทำเท่าที่ทำได้ ข้อไหนไม่รู้ข้ามได้”\nไม่บอกว่าถูกหรือผิด ชมที่ความตั้งใจ",
    "Sit with one child in a quiet place. Say: “Do what you can; skip what you do not know.”\n"
    "Do not say what is right or wrong; praise the effort.",
)
LETTER_NAMES: Pair = (
    "วางบัตรไว้หน้าเด็ก พูดว่า “ชี้ทีละตัวแล้วบอกชื่อตัวอักษร ไม่ใช่เสียง ให้ได้มากที่สุดใน 1 นาที”\n"
    "เด็กออกเสียงแทน เตือนได้ครั้งเดียวว่า “ตัวนี้ชื่ออะไร”\n"
    "เงียบครบ 3 วินาที บอกให้อ่านตัวถัดไป แล้วแตะตัวนั้นว่าผิด\nหมดเวลา แตะตัวสุดท้ายที่อ่าน",
    "Lay the card before the child. Say: “Point to each letter and tell me its name, not its sound, as many as you can "
    "in one minute.”\nIf the child gives a sound, remind once: “What is it called?”\n"
    "After 3 seconds of silence say “next” and tap that one wrong.\nWhen time is up, tap the last one read.",
)
FIRST_SOUNDS: Pair = (
    "ไม่ใช้บัตร พูดคำทีละคำแล้วถามว่า “เสียงแรกของคำนี้คือเสียงอะไร” พูดซ้ำได้หนึ่งครั้ง\n"
    "นับว่าถูกเมื่อออกเสียงแรกได้ บอกชื่อตัวอักษรยังไม่นับ สำเนียงไทยไม่นับผิด",
    "There is no card. Say each word and ask: “What is its first sound?” Say it again once if asked.\n"
    "The sound is right; a letter's name is not. A Thai accent is not an error.",
)
BLENDING: Pair = (
    "ไม่ใช้บัตร ครูพูดทีละเสียง เว้นจังหวะราวหนึ่งวินาที เด็กฟังแล้วพูดรวมเป็นคำ พูดซ้ำได้หนึ่งครั้ง\n"
    "นับว่าถูกเมื่อพูดรวมเป็นคำเดียว พูดแยกตามครูยังไม่นับ สำเนียงไทยไม่นับผิด",
    "There is no card. Say the sounds about a second apart; the child says the word. Say one again once if asked.\n"
    "It is right when said as one word; repeating the parts is not enough. A Thai accent is not an error.",
)
SEGMENTATION: Pair = (
    "ไม่ใช้บัตร ครูพูดคำ เด็กพูดแยกทีละเสียง เช่น “sun” เป็น “s … u … n” พูดซ้ำได้หนึ่งครั้ง\n"
    "นับว่าถูกเมื่อได้ครบทุกเสียงตามลำดับ สำเนียงไทยไม่นับผิด",
    "There is no card. Say the word; the child says its sounds one by one: “sun” is “s … u … n”. Say it again once if "
    "asked.\nIt is right when every sound is there, in order. A Thai accent is not an error.",
)
MADE_UP: Pair = (
    "พูดว่า “คำเหล่านี้ไม่มีความหมาย เป็นชื่อเพื่อนต่างดาว ลองอ่านดู”\n"
    "อ่านได้ทุกแบบที่กฎโฟนิกส์ยอม แก้เองได้นับว่าถูก สำเนียงไทยไม่นับผิด\nเงียบครบ 10 วินาที บอกให้อ่านคำถัดไป แล้วแตะคำนั้นว่าผิด",
    "Say: “These words mean nothing. They are names of friends from space. Try to read them.”\n"
    "Any reading the rules allow is right; so is one corrected by the child. A Thai accent is not an error.\n"
    "After 10 seconds of silence say “next” and tap that word wrong.",
)
DICTATION: Pair = (
    "พูดคำ พูดในประโยคสั้น ๆ แล้วพูดคำนั้นอีกครั้ง เด็กเขียนหรือพิมพ์\nเขียนตัวใหญ่หรือตัวเล็กได้ ดูที่การสะกด ไม่ใช่ลายมือ",
    "Say the word, say it in a short sentence, say it again; the child writes or types it.\n"
    "Capitals do not matter; look at the spelling, not the hand.",
)
PASSAGE: Pair = (
    "วางเรื่องไว้หน้าเด็ก พูดว่า “อ่านให้ครูฟัง อ่านให้ดีที่สุด” กดเริ่มเมื่อเด็กอ่านคำแรก\n"
    "แตะคำที่อ่านผิด ข้าม หรืออ่านเป็นคำอื่น แก้เองภายใน 3 วินาทีนับว่าถูก อ่านซ้ำไม่นับผิด\n"
    "เงียบครบ 3 วินาที บอกคำนั้นแล้วแตะว่าผิด\nหมดเวลา แตะคำสุดท้ายที่อ่าน แล้วให้อ่านต่อจนจบได้",
    "Lay the story before the child. Say: “Read this to me as well as you can.” Press start at the first word.\n"
    "Tap words read wrongly, left out or changed. Corrected within 3 seconds is right; repeating is no error.\n"
    "After 3 seconds of silence say the word and tap it wrong.\n"
    "When time is up, tap the last word read; the child may read on to the end.",
)
QUESTIONS: Pair = (
    "ให้เด็กดูเรื่องได้ ถามเป็นภาษาไทย เด็กตอบเป็นภาษาไทยหรืออังกฤษก็ได้ ไม่บอกคำตอบ",
    "The child may look at the story. Ask in Thai; the child may answer in Thai or English. Do not give answers away.",
)
PICTURES: Pair = (
    "พูดคำภาษาอังกฤษ เด็กแตะภาพที่ตรงกับคำ พูดซ้ำได้หนึ่งครั้ง",
    "Say the English word; the child touches its picture. Say it again once if asked.",
)
SENTENCES: Pair = (
    "ให้เด็กอ่านทีละประโยค นับว่าถูกเมื่ออ่านถูกทุกคำ แก้เองได้นับว่าถูก\nเงียบครบ 10 วินาที ไปประโยคถัดไป",
    "The child reads one sentence at a time. It is right when every word is; corrected by the child is right.\n"
    "After 10 seconds of silence go on to the next.",
)
RUBRIC: Pair = (
    "ฟังเด็กอ่านจนจบก่อน แล้วเลือกระดับ 1–4 ที่ตรงกับสิ่งที่ได้ยินทีละข้อ",
    "Listen to the whole reading first; then choose for each line the level, 1–4, that says what you heard.",
)

CRITERIA: tuple[tuple[Pair, tuple[Pair, ...]], ...] = (
    (
        ("ความถูกต้อง", "Accuracy"),
        (
            ("อ่านถูกน้อยกว่าครึ่ง", "fewer than half the words right"),
            ("อ่านถูกเกินครึ่ง", "more than half the words right"),
            ("อ่านถูกเกือบทุกคำ", "nearly every word right"),
            ("อ่านถูกทุกคำหรือแก้เองได้", "every word right, or corrected"),
        ),
    ),
    (
        ("ความคล่อง", "Fluency"),
        (
            ("อ่านทีละเสียง", "sound by sound"),
            ("อ่านทีละคำ", "word by word"),
            ("อ่านทีละวลีสั้น ๆ", "in short phrases"),
            ("อ่านต่อเนื่องเป็นประโยค", "in whole sentences"),
        ),
    ),
    (
        ("น้ำเสียงและการหยุด", "Expression and pauses"),
        (
            ("เสียงเรียบ ไม่หยุดตามเครื่องหมาย", "flat, no pause at the marks"),
            ("หยุดตามจุดบ้าง", "pauses at some full stops"),
            ("หยุดตามเครื่องหมาย", "pauses at the marks"),
            ("หยุดและขึ้นลงเสียงตามความหมาย", "pauses and tone follow the meaning"),
        ),
    ),
    (
        ("ความเข้าใจ", "Understanding"),
        (
            ("เล่าไม่ได้", "cannot retell"),
            ("บอกได้หนึ่งอย่าง", "tells one thing"),
            ("เล่าเรื่องหลักได้", "tells what happens"),
            ("เล่าได้พร้อมเหตุผล", "tells what happens and why"),
        ),
    ),
)
