// Words that say what the next words are. Folded to lower case without marks.

/** Before a name: forms of address. */
export const TITLES =
  'mr mrs ms miss mister dr prof professor sir madam herr herrn frau mme mlle monsieur madame mademoiselle m sr sra';
/** Before a name in interface text: "Reply to …", "Antworten an …", "Message de …". */
export const TOWARDS =
  'to from by with for of via cc bcc an von mit fur bei a de par avec pour chez message call chat mention invite assign assigned';
/** Near a phone number. */
export const PHONE_CUES =
  'phone phones telephone tel mobile cell call calling fax ring dial number telefon handy mobil mobilnummer telefonnummer anrufen rufnummer portable appel appeler appelez whatsapp sms text';
/** Before a secret: followed by a separator and a value; `key` only as part of a compound such as `api_key`. */
export const SECRET_CUES =
  'password passwords passwd passcode passphrase pwd pass passwort kennwort passe pin otp tan secret token apikey key secretkey accesskey privatekey clientsecret accesstoken authtoken refreshtoken bearer authorization';
/** Near a social security number. */
export const SSN_CUES = 'ssn social security';
/** Before what someone is called on a machine, with a separator between. */
export const USER_CUES =
  'username user login userid benutzername benutzer benutzerkennung kennung anmeldename identifiant utilisateur handle screenname nickname skype telegram twitter instagram github';
/** Near the check value of a card, the month in which it ends, or the code of a bank. */
export const CARD_CUES =
  'cvv cvc cvn cid csc prufziffer kartenprufnummer sicherheitscode prufnummer cryptogramme exp expiry expires expiration valid thru gultig ablauf ablaufdatum expire validite bic swift iban';
/** Near a date of birth. */
export const BIRTH_CUES =
  'born birth birthday birthdate dob geboren geb geburtsdatum geburtstag ne nee naissance nacimiento nascita geboortedatum';
/** Before someone's years. */
export const AGE_CUES = 'age aged alter edad eta alt agee';
/** Months, English, German, French, with abbreviations: number by position in the line. */
export const MONTHS = [
  'january jan januar janvier janv',
  'february feb februar fevrier fevr',
  'march mar marz mrz mars',
  'april apr avril avr',
  'may mai',
  'june jun juni juin',
  'july jul juli juillet juil',
  'august aug aout',
  'september sep sept septembre',
  'october oct oktober okt octobre',
  'november nov novembre',
  'december dec dezember dez decembre',
] as const;
