# all forms of a word have one stem where Snowball knows them
оплата оплаты оплату оплатой
= оплат оплат оплат оплат
ёлка елки Ёлку
= елк елк елк
payments payment paying paid
= payment payment pay paid
# mixed words and numbers are their own stem
1С C++ 2.1.0 SH200
= 1с c++ 2.1.0 sh200
статья статьи
= стат стат
