// A phone has no style sheet; its fonts are built into the app.
