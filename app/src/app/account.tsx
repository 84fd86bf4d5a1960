import { AccountScreen } from '../screens/account/account-screen.tsx';

export default AccountScreen;
