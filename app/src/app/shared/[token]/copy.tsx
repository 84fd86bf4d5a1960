import { CopyScreen } from '../../../screens/share/copy-screen.tsx';

export default CopyScreen;
