import { SharedScreen } from '../../../screens/share/shared-screen.tsx';

export default SharedScreen;
