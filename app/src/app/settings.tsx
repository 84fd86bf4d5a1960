import { SettingsScreen } from '../screens/settings-screen.tsx';

export default SettingsScreen;
