import { PresetScreen } from '../../../screens/add/preset-screen.tsx';

export default PresetScreen;
