import { SignedInScreen } from '../screens/account/signed-in-screen.tsx';

export default SignedInScreen;
