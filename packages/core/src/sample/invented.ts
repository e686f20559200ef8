/** The vocabulary of the sample network. Every person and organisation is invented. */

/** Given and family names by script; a person takes both from one row. */
export const inventedNames: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["Maren", "Tobias", "Imke", "Fenna", "Corin", "Hollis", "Delphine", "Basil", "Linnea", "Emrys", "Rhea", "Joran", "Tamsin", "Viggo", "Amity", "Gideon"], ["Ashgrove", "Tidewell", "Larkspur", "Brackwater", "Quenby", "Silverlea", "Fairlock", "Mossbank", "Thornquist", "Amberlough", "Hollowell", "Pellworth", "Northgale", "Juniperfield"]],
  [["Núria", "José-Luís", "Žofia", "Håkon", "Céleste", "Přemysl", "Özge", "Łucja"], ["Ibáñez-Lorçal", "Fjällbäck", "Krásnohorská", "Grünewälder", "Høyfjeld", "Çaydanlık", "Échevarrède"]],
  [["Лада", "Мирон", "Ярина"], ["Берестова", "Ясенько", "Туманова"]],
  [["結月", "蒼真", "凛子"], ["月見里", "小鳥遊", "八月一日"]],
  [["نورا", "سامي", "ليان"], ["القمري", "البحراوي", "الزيتوني"]],
  [["Δάφνη", "Λεωνίδας"], ["Θαλασσινού", "Πετραλιάς"]],
  [["आरव", "मीरा"], ["सागरवाल", "नदीकर"]],
];

export const organisations = [
  "Copperline Ports", "Lodestar Health", "Brightwater Studio", "Saltmarsh Energy", "Meridian Oak Bank", "Dovetail Robotics", "Kelpie Mobility", "Vale University",
  "Foxglove Foods", "Northwind Analytics", "Opaline Media", "Harbour Civic Lab", "Quillon Security", "Eiderdown Textiles", "Osprey Logistics", "Inkwell Press",
] as const;

export const positions = ["Product lead", "Researcher", "Staff engineer", "Operations", "Head of design", "Recruiter", "Programme manager", "Data scientist", "Founder", "Account executive", "Editor", "Physician", "Architect", "Finance lead"] as const;

export const moments: readonly (readonly ["coffee" | "call" | "meal" | "meeting" | "video" | "event", string])[] = [
  ["coffee", "Caught up on the move and the new team."], ["call", "Asked for a second opinion on the offer."], ["meal", "Dinner with half the old crew."],
  ["meeting", "Walked through the pilot; wants to see the numbers."], ["video", "Compared notes on hiring."], ["event", "Ran into each other at the harbour meetup."],
  ["coffee", "Offered to read the draft."], ["call", "Talked about changing fields."], ["meal", "Long lunch, mostly about the kids."],
];

export const promises = ["I will send you the harbour report by Friday.", "Let me introduce you to someone at Vale University."] as const;
export const questions = ["Would you be up for a coffee next week?", "Could you tell me who runs forecasting these days?", "Do you still have the contract template?"] as const;
export const pitches = ["Hi! I help leaders 10x their pipeline with AI. Open to a quick 15-min call?", "We are the #1 provider of outsourcing for teams like yours. When can I show you a demo?"] as const;
