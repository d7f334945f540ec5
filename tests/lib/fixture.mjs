// A small help centre whose every word the tests know.
export const articles = {
  "articles/ru/cards.md": `---
title: Оплата картой
category: Оплата/Карты
tags: [оплата, карта]
questions:
  - Как заплатить картой?
  - Почему карту не принимают?
updatedAt: 2026-03-01
popularity: 0.9
---
Мы принимаем карты «Мир». Оплата проходит за минуту.

## Если карту не приняли

1. Проверьте срок карты.
2. Проверьте лимит оплаты.
3. Попробуйте другую карту.
`,
  "articles/en/cards.md": `---
title: Paying by card
category: Payment/Cards
tags: [payment, card]
questions: [How do I pay by card?]
updatedAt: 2026-03-02
popularity: 0.8
---
We accept bank cards. A payment takes a minute.

## If the card was declined

1. Check the expiry date.
2. Check the limit.
`,
  "articles/ru/delivery.md": `---
title: Доставка курьером
category: Доставка
tags: [доставка]
updatedAt: 2026-04-01
popularity: 0.5
---
Курьер привезёт заказ. Оплата курьеру возможна картой.

| Город | Срок |
|---|---|
| Москва | 1 день |
| Казань | 3 дня |
`,
  "articles/en/delivery.md": `---
title: Courier delivery
category: Delivery
tags: [delivery]
updatedAt: 2026-04-02
---
A courier brings the order. You may pay the courier by card.
`,
  "articles/ru/refund.md": `---
title: Возврат денег
category: Оплата/Возвраты
tags: [возврат, оплата]
updatedAt: 2026-05-01
---
Деньги вернутся на карту за пять дней. Смотрите [оплату картой](cards.md) и [секрет](secret.md).
`,
  "articles/ru/secret.md": `---
title: Тайный регламент возврата
category: Внутреннее/Регламенты
tags: [регламент, оплата]
questions: [Как одобрить тайный возврат?]
audience: internal
updatedAt: 2026-06-01
owner: anna@example.com
ticket_queue: q7
---
Тайное слово: шмельцовка. Возврат одобряет старший смены.
`,
  "articles/ru/partners.md": `---
title: Партнёрам об оплате
category: Партнёрам
tags: [оплата, партнёр]
audience: partner
updatedAt: 2026-06-02
---
Партнёры платят по счёту. Кодовое слово: бубенцовый.
`,
  "articles/ru/draft.md": `---
title: Черновик об оплате
draft: true
---
Этого никто не увидит.
`,
};

export const publicIds = ["en/cards", "en/delivery", "ru/cards", "ru/delivery", "ru/refund"];
