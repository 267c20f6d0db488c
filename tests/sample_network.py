"""A small network of invented figures for these tests: four schools, two cohorts of three and two units."""

from phonics.reports.rollup import Row, Unit

UNITS = (
    Unit("s1", "โรงเรียนตัวอย่าง 1", "Sample School 1", 0),
    Unit("s2", "โรงเรียนตัวอย่าง 2", "Sample School 2", 0),
    Unit("u1", "หน่วยงานตัวอย่าง 1", "Sample Unit 1", 1),
    Unit("u2", "หน่วยงานตัวอย่าง 2", "Sample Unit 2", 1),
    Unit("u3", "หน่วยงานตัวอย่าง 3", "Sample Unit 3", 1),
    Unit("u4", "หน่วยงานตัวอย่าง 4", "Sample Unit 4", 2),
    Unit("u5", "หน่วยงานตัวอย่าง 5", "Sample Unit 5", 2),
)
ROWS = (
    Row("s1", 2, 60, 50, 20),
    Row("s1", 6, 120, 100, 45),
    Row("s1", 9, 40, 40, 30),
    Row("s2", 3, 80, 60, 25),
    Row("s2", 5, 90, 70, 35),
    Row("u1", 2, 70, 60, 20),
    Row("u1", 6, 50, 35, 15),
    Row("u2", 2, 40, 30, 12),
    Row("u2", 3, 7, 6, 2),
    Row("u2", 7, 30, 22, 11),
    Row("u3", 4, 55, 45, 20),
    Row("u4", 1, 30, 14, 0),
    Row("u4", 3, 90, 80, 33),
    Row("u5", 3, 66, 50, 21),
    Row("u5", 12, 30, 25, 12),
)
