import { InvitationScreen } from '../screens/account/invitation-screen.tsx';

export default InvitationScreen;
