import { ShareScreen } from '../../../screens/share/share-screen.tsx';

export default ShareScreen;
