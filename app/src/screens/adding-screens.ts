import { AddScreen } from './add/add-screen.tsx';
import { RecordScreen } from './add/record-screen.tsx';
import { OpenFileScreen } from './share/open-file-screen.tsx';

/** The screens by which a lecture comes in, fetched together for the same reason as `material-screens.ts`. */
export const addingScreens = { add: AddScreen, record: RecordScreen, openFile: OpenFileScreen };
