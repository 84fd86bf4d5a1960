import { OpenFileScreen } from '../../../screens/share/open-file-screen.tsx';

export default OpenFileScreen;
