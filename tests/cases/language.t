как настроить Owl camera SC-500 по Wi-Fi
= ru
how do I connect the hub
= en
возврат
= ru
12345
= en
