/**
 * The note types of Pegasus. Anki knows a type by its id and its fields, and updates a note only while both stay;
 * so neither may ever change. A change needs a new id, and students keep both.
 */
export interface NoteType {
  id: number;
  name: string;
  /** 1 for a cloze. */
  type: 0 | 1;
  fields: readonly string[];
  front: string;
  back: string;
}

const FOOT = `{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}
<div class="source">{{#Moment}}{{Moment}} · {{/Moment}}{{Lecture}}</div>`;

export const NOTE_TYPES = {
  basic: {
    id: 1763900000001,
    name: 'Pegasus Basic',
    type: 0,
    fields: ['Front', 'Back', 'Extra', 'Moment', 'Lecture'],
    front: '{{Front}}',
    back: `{{FrontSide}}<hr id="answer">{{Back}}${FOOT}`,
  },
  cloze: {
    id: 1763900000002,
    name: 'Pegasus Cloze',
    type: 1,
    fields: ['Text', 'Extra', 'Moment', 'Lecture'],
    front: '{{cloze:Text}}',
    back: `{{cloze:Text}}${FOOT}`,
  },
  choice: {
    id: 1763900000003,
    name: 'Pegasus Multiple Choice',
    type: 0,
    fields: ['Question', 'Options', 'Answer', 'Extra', 'Moment', 'Lecture'],
    front: '{{Question}}<div class="options">{{Options}}</div>',
    back: `{{FrontSide}}<hr id="answer">{{Answer}}${FOOT}`,
  },
} as const satisfies Record<string, NoteType>;

const STYLE = `.card { font-family: "Atkinson Hyperlegible Next", system-ui, sans-serif; font-size: 20px; line-height: 1.5;
  max-width: 34em; margin: 0 auto; padding: 1em; text-align: left; }
.options { margin-top: 0.8em; }
.extra { margin-top: 1em; opacity: 0.8; font-size: 0.9em; }
.source { margin-top: 1.4em; opacity: 0.65; font-size: 0.75em; }
.cloze { font-weight: bold; }`;

const LATEX_BEFORE =
  '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n';

/** As the table `col` of Anki's schema 11 holds a note type. */
export function modelOf(type: NoteType, deckId: number): object {
  return {
    id: type.id,
    name: type.name,
    type: type.type,
    // Never raised: Anki compares fields and templates, and these stay.
    mod: 1763900000,
    usn: -1,
    sortf: 0,
    did: deckId,
    tmpls: [
      {
        name: type.type === 1 ? 'Cloze' : 'Card 1',
        ord: 0,
        qfmt: type.front,
        afmt: type.back,
        bqfmt: '',
        bafmt: '',
        did: null,
        bfont: '',
        bsize: 0,
      },
    ],
    flds: type.fields.map((name, ord) => ({
      name,
      ord,
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      media: [],
    })),
    css: STYLE,
    latexPre: LATEX_BEFORE,
    latexPost: '\\end{document}',
    latexsvg: false,
    req: type.type === 1 ? [] : [[0, 'any', [0]]],
    tags: [],
    vers: [],
  };
}
