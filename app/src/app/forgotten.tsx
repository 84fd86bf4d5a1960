import { ForgottenScreen } from '../screens/account/forgotten-screen.tsx';

export default ForgottenScreen;
