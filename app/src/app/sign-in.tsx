import { SignInScreen } from '../screens/account/sign-in-screen.tsx';

export default SignInScreen;
