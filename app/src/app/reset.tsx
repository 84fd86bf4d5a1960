import { ResetScreen } from '../screens/account/reset-screen.tsx';

export default ResetScreen;
