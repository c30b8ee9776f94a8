// Words that name a command in every application. A link or a bare `div` that says nothing but one of them was written by
// the application's maker, wherever it stands: in a row, in a list, on a card. Any other word there may be a customer's name.

/** One language a line: English, German, French, Spanish. Lower case. */
const COMMANDS: ReadonlySet<string> = new Set(
  [
    'open|edit|view|show|hide|details|more|less|more actions|actions|delete|remove|add|new|create|copy|duplicate|move|rename|archive|restore|save|apply|cancel|close|back|next|previous|continue|done|ok|yes|no|select|select all|choose|reply|reply all|forward|send|share|print|download|upload|export|import|refresh|reload|retry|undo|redo|search|filter|sort|clear|reset|expand|collapse|approve|reject|assign|accept|decline|submit|confirm|sign in|sign out|log in|log out|settings|help|load more|show more|show less|see all|view all|mark as read|mark as unread|pin|unpin|follow|unfollow|attach|preview|history',
    'öffnen|bearbeiten|ansehen|anzeigen|ausblenden|mehr|weniger|weitere aktionen|aktionen|löschen|entfernen|hinzufügen|neu|anlegen|erstellen|kopieren|duplizieren|verschieben|umbenennen|archivieren|wiederherstellen|speichern|übernehmen|abbrechen|schließen|zurück|weiter|vorherige|fertig|ja|nein|auswählen|alle auswählen|antworten|allen antworten|weiterleiten|senden|teilen|drucken|herunterladen|hochladen|exportieren|importieren|aktualisieren|erneut versuchen|rückgängig|wiederholen|suchen|filtern|sortieren|leeren|zurücksetzen|aufklappen|zuklappen|genehmigen|ablehnen|zuweisen|annehmen|bestätigen|anmelden|abmelden|einstellungen|hilfe|mehr anzeigen|weniger anzeigen|alle anzeigen|anhängen|vorschau|verlauf',
    'ouvrir|modifier|voir|afficher|masquer|détails|plus|moins|actions|supprimer|retirer|ajouter|nouveau|créer|copier|dupliquer|déplacer|renommer|archiver|restaurer|enregistrer|appliquer|annuler|fermer|retour|suivant|précédent|continuer|terminer|oui|non|sélectionner|tout sélectionner|choisir|répondre|répondre à tous|transférer|envoyer|partager|imprimer|télécharger|exporter|importer|actualiser|réessayer|rétablir|rechercher|filtrer|trier|effacer|réinitialiser|développer|réduire|approuver|rejeter|attribuer|accepter|refuser|valider|confirmer|se connecter|se déconnecter|paramètres|aide|afficher plus|voir tout|joindre|aperçu|historique',
    'abrir|editar|ver|mostrar|ocultar|detalles|más|menos|acciones|eliminar|quitar|añadir|nuevo|crear|copiar|duplicar|mover|archivar|restaurar|guardar|aplicar|cancelar|cerrar|atrás|siguiente|anterior|continuar|listo|sí|seleccionar|seleccionar todo|elegir|responder|responder a todos|reenviar|enviar|compartir|imprimir|descargar|subir|exportar|importar|actualizar|reintentar|deshacer|rehacer|buscar|filtrar|ordenar|borrar|restablecer|expandir|contraer|aprobar|rechazar|asignar|aceptar|confirmar|iniciar sesión|cerrar sesión|ajustes|ayuda|ver todo|adjuntar|vista previa|historial',
  ].flatMap((line) => line.split('|')),
);

const LONGEST = Math.max(...Array.from(COMMANDS, (word) => word.length));
/** Marks that stand around a command: an ellipsis, an arrow, a plus sign. */
const DECORATION = /^[\s+×✕›»→←‹«…·:.]+|[\s+×✕›»→←‹«…·:.]+$/gu;

/** True if the whole text is the name of a common command. */
export function isCommandWord(text: string): boolean {
  if (text.length > 2 * LONGEST) return false;
  const bare = text.replace(DECORATION, '');
  return bare.length <= LONGEST && COMMANDS.has(bare.toLowerCase());
}
