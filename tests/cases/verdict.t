can I change my address
= wanted
How can I change my address?
= neither
In the app, can I pay by card?
= wanted
change address
= unsaid
Можно ли вернуть товар
= wanted
можно вернуть товар?
= wanted
Здравствуйте! Есть доставка в Тверь?
= wanted
как вернуть товар, можно ли без чека
= wanted
как вернуть товар
= neither
возврат
= unsaid
where is my order
= neither
Is it safe, and how do I check?
= wanted
