"""Invented names and plain sentences for a large log. Nobody here exists, and every handle is made up."""

FIRST_NAMES = (
    "Aiden Amara Ava Bilal Bryn Callum Carys Chidi Clara Danuta Dara Devon Ebba Eilidh Ellis Esme Farah Finn Freya "
    "Gethin Grace Hamza Hana Harriet Imogen Ines Isla Ivo Jago Jonah Joel Kacper Keira Kofi Lena Leo Lowri Maeve Mali "
    "Marek Mina Nadia Nia Niall Noor Oisin Olive Omar Orla Pavel Petra Poppy Priya Reece Rhys Robin Rosa Rowan Sanna "
    "Seren Shay Sofia Tadhg Tara Tariq Theo Una Vera Wren Yusuf Zara Zofia"
).split()
LAST_NAMES = (
    "Abbot Ackley Alder Amberley Ashdown Barley Bayford Beckwith Birchall Bracken Calder Carrow Chalk Clearwater "
    "Copplestone Corrie Dallow Danby Denholm Dovecot Eastlake Elmhurst Fairbank Fallow Fennimore Fernley Garside "
    "Glenrow Greaves Hallowby Hawkley Hazelden Heathcote Ingleby Ironside Jessop Kelbrook Kestrel Kirkland Lapwing "
    "Larkin Linton Loxley Marlowe Meadowcroft Merrin Milnrow Nettleton Northway Oakes Orchard Osgodby Pennrose Pike "
    "Quarrie Radley Ravenhill Redfern Rushmere Sandholme Sedgwick Silverdale Stonebridge Tarnbrook Thistle Thornley "
    "Underhill Vickery Wainfleet Weatherby Whinfell Willowby Yarrow Yewdale"
).split()
SUBJECTS = (
    "The pupil|A friend|The form tutor|The class teacher|The parent|The older brother|A midday supervisor|The group"
    "|Another pupil|The coach|The family worker|The teaching assistant|The grandmother|The whole table|The office"
).split("|")
VERBS = (
    "said|wrote|showed|sent|forwarded|reported|described|noticed|deleted|shared|repeated|denied|remembered|laughed at"
    "|apologised for|asked about|was worried about|had kept|would not talk about|explained"
).split("|")
OBJECTS = (
    "the messages|a screenshot|the group chat|the video|an edited picture|the comments under the post|a nickname"
    "|what happened at break|the live stream|the account|a threat to tell everyone|the voice note|the new profile"
    "|the invitation to meet|the list of names|a page of insults|the telephone|the game|the rumour|the film"
).split("|")
TAILS = (
    "on Friday evening|after swimming|before registration|during the lesson|at the bus stop|in the corridor|at home"
    "|over the weekend|when nobody was looking|and was upset|and seemed calm|and asked for help|twice|for the third time"
    "|with two friends present|late at night|from a shared tablet|through a cousin's account|in front of the class"
    "|and did not want anybody told"
).split("|")
TITLES = (
    "Class teacher|Teaching assistant|Midday supervisor|Sports coach|Caretaker|Governor|Office manager|Supply teacher"
).split("|")
PLATFORMS = ("tiktok", "whatsapp", "snapchat", "discord", "instagram", "facebook", "youtube", "x")
CLASSES = tuple(f"{year}{letter}" for year in range(1, 7) for letter in "ABC")
SEARCHED = (
    "screenshot",
    "group chat",
    "swimming coach",
    "edited picture",
    "insults",
    "voice no",
    "bus stop",
    "rumour friday",
    "cousin",
    "form tutor apologised",
    "Merrin",
    "Freya",
    "live str",
    "denied nickname",
    "threat tell everyone",
    "tablet",
    "invitation meet",
    "Yusuf Pike",
    "profile",
    "grandmother",
)
"""What people type into the search: common and rare words, names, beginnings of words."""
TYPED_NAMES = ("fre", "mar", "pi", "kestrel", "noor", "4b", "the", "za", "owen", "rowan as")
"""What people type into a field for a person."""
