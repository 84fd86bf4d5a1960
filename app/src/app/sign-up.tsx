import { SignUpScreen } from '../screens/account/sign-up-screen.tsx';

export default SignUpScreen;
