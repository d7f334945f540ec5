# stems and exact values; no words as written, no beginnings of words
Оплата оплаты. Pay paid
= A:0 Lru:0 Qprobe:0 XB:0 Zpay:2 Zоплата:2
# every stem of a form
банка
= A:0 Lru:0 Qprobe:0 XB:0 Zбанк:1 Zбанка:1
# joined words: the parts, and the whole
Wi‑Fi router
= A:0 Len:0 Qprobe:0 XB:0 Zfi:1 Zrouter:1 Zwi:1 Zwifi:1
C++ 5 000
= A:0 Len:0 Qprobe:0 XB:0 Z5000:1 Zc++:1
