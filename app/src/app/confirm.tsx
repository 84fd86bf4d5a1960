import { ConfirmScreen } from '../screens/account/confirm-screen.tsx';

export default ConfirmScreen;
