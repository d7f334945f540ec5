// What is no question, and questions in languages that the articles have not.
import { pick, randomOf, seedOf } from "./random.mjs";

/** Questions of customers who write neither Russian nor English. */
export const foreign = [
  // German
  "Wie kann ich mein Passwort zurücksetzen?", "Wo finde ich meine Rechnung?", "Kann ich die Bestellung stornieren?",
  "Mein Paket ist nicht angekommen", "Wie lösche ich mein Konto?", "Was kostet der Versand nach Österreich?",
  "Ich möchte die Sprache der App ändern", "Das Video lädt nicht hoch", "Wann bekomme ich mein Geld zurück?",
  "Warum wurde meine Zahlung abgelehnt?", "Wie lange dauert die Lieferung?", "Gibt es einen Rabatt für Studenten?",
  // French
  "Comment puis-je changer mon adresse e-mail ?", "Où est ma commande ?", "Je veux annuler mon abonnement",
  "Pourquoi mon paiement a-t-il été refusé ?", "Comment supprimer mon compte ?", "Quels sont les frais de livraison ?",
  "Je n'arrive pas à me connecter", "Combien de temps faut-il pour être remboursé ?", "La vidéo ne se charge pas",
  "Comment contacter le service client ?", "Puis-je payer en plusieurs fois ?", "Mon colis est arrivé endommagé",
  // Spanish
  "¿Cómo restablezco mi contraseña?", "¿Dónde está mi pedido?", "Quiero cancelar mi suscripción",
  "¿Por qué rechazaron mi tarjeta?", "¿Cómo elimino mi cuenta?", "¿Cuánto cuesta el envío?", "No puedo iniciar sesión",
  "¿Cuándo me devuelven el dinero?", "El vídeo no se sube", "¿Cómo cambio el idioma de la aplicación?",
  "¿Puedo cambiar la dirección de entrega?", "El producto llegó roto",
  // Ukrainian
  "Як відновити забутий пароль?", "Де моє замовлення?", "Хочу скасувати передплату", "Чому не пройшла оплата?",
  "Як видалити свій обліковий запис?", "Скільки коштує доставка?", "Не можу увійти до кабінету",
  "Коли повернуть гроші?", "Відео не завантажується", "Як змінити мову застосунку?", "Чи можна змінити адресу доставки?",
  "Товар прийшов пошкодженим",
  // Italian, Polish, Turkish, Portuguese
  "Come posso cambiare la mia password?", "Dov'è il mio ordine?", "Voglio disdire l'abbonamento", "Il pacco non è arrivato",
  "Jak zmienić hasło?", "Gdzie jest moje zamówienie?", "Chcę anulować subskrypcję", "Dlaczego płatność została odrzucona?",
  "Şifremi nasıl sıfırlarım?", "Siparişim nerede?", "Aboneliğimi iptal etmek istiyorum", "Ödeme neden reddedildi?",
  "Como faço para mudar minha senha?", "Onde está meu pedido?", "Quero cancelar minha assinatura", "O pagamento foi recusado",
  // Dutch, Czech, Romanian, Swedish
  "Hoe kan ik mijn wachtwoord wijzigen?", "Waar is mijn bestelling?", "Ik wil mijn abonnement opzeggen", "Hoeveel kost de verzending?",
  "Jak si změním heslo?", "Kde je moje objednávka?", "Chci zrušit předplatné", "Proč byla platba zamítnuta?",
  "Cum pot schimba parola?", "Unde este comanda mea?", "Hur ändrar jag mitt lösenord?", "När kommer mitt paket?",
  // Belarusian, Bulgarian, Serbian, Kazakh
  "Чаму не працуе мая картка?", "Калі вернуць грошы?", "Як аплаціць карткай?", "Як адмяніць падпіску?",
  "Как да сменя паролата си?", "Къде е моята поръчка?", "Искам да отменя абонамента си", "Защо плащането ми е отказано?",
  "Како да променим лозинку?", "Где је моја поруџбина?", "Kako da otkažem pretplatu?", "Zašto moja kartica ne radi?",
  "Құпиясөзді қалай өзгертуге болады?", "Менің тапсырысым қайда?", "Картам неге жұмыс істемейді?", "Ақшамды қалай қайтаруға болады?",
];

/** Keys hit at random, syllables that are no words, one letter again and again. */
export function nonsense(seed, count) {
  const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзх", "фывапролджэ", "ячсмитьбю"];
  const parts = { hard: [..."bcdfgklmnprstvz"], soft: [..."aeiou"], твёрдые: [..."бвгджзклмнпрстфхцчшщ"], мягкие: [..."аеиоуыэюя"] };
  const mash = (random) => Array.from({ length: 4 + random(9) }, () => pick([...pick(rows, random)], random)).join("");
  const row = (random) => { const keys = pick(rows, random); return Array.from({ length: 4 + random(8) }, () => pick([...keys], random)).join(""); };
  const word = (random, a, b) => Array.from({ length: 2 + random(3) }, () => pick(a, random) + pick(b, random)).join("");
  const makers = [
    (random) => mash(random),
    (random) => [row(random), row(random)].join(" "),
    (random) => [1, 2, 3].map(() => word(random, parts.hard, parts.soft)).join(" "),
    (random) => [1, 2, 3].map(() => word(random, parts.твёрдые, parts.мягкие)).join(" "),
    (random) => pick(["а", "ы", "z", "o", "ф"], random).repeat(5 + random(9)),
    (random) => String(random(1e9)),
  ];
  const random = randomOf(seedOf("nonsense", seed));
  return Array.from({ length: count }, (_, i) => makers[i % makers.length](random));
}
