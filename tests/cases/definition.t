что такое рассрочка
= wanted
Что за рассрочка?
= wanted
чё за рассрочка
= wanted
не понимаю, что значит рассрочка
= wanted
рассрочка это что
= wanted
Приватная трансляция это как?
= wanted
What is cashback?
= wanted
what's cashback
= wanted
whats cashback
= wanted
what does pending mean
= wanted
как оформить рассрочку
= other
можно ли оформить рассрочку
= other
что делать, если заказ не пришёл
= other
Where is my cashback?
= other
рассрочка
= unsaid
cashback
= unsaid
