/** Lives that once ended badly: they are lived first. What was wrong with each is said beside it. */
export const badSeeds: readonly number[] = [
  202, // Records behind a conflict were mixed into another history, and the fork could no longer be told.
  305, // A removal that a forgetful relay lost was held against who had been removed.
  2534, // A seq that the relay had acknowledged was used again after rows were lost.
  51136, // A record that was damaged before it was pushed, and so unreadable everywhere, was damaged once more on one disk and never fetched again.
  100696, // What came bent was emptied before it was looked at, and kept the hash of its damage.
  107241, // A relay that lied about a device's last record made it move what a line pins; then the relay lost everything.
  108472, // A record that was damaged before it was pushed went to the relay so, while a clone still held it whole.
  51804, // A clone took a bent receipt for a push that arrived, and left what it had written behind when it changed its writer id.
  3020, // What was emptied reached the relay before the list that names it.
  2005275, // A forged erasure of a record and of the list behind it: the honest answer contradicted the first, and kept the second out.
  2011860, // A damaged record was set aside and forgotten before anybody counted: it went on counting as held.
  3018361, // A damaged record hid that a line pinned a copy's history: the store took a new id, and its own record was left where nobody compares it.
  // These ended badly while claims, refills and the lists of the emptied were being written: something that a
  // device still held was not given back to a relay that had lost it, or damage was told of where none was.
  203, 50287, 50542, 50671, 70403, 901159,
];
