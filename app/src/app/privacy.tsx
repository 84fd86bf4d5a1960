import { PrivacyScreen } from '../screens/account/privacy-screen.tsx';

export default PrivacyScreen;
