import { PeopleScreen } from '../screens/account/people-screen.tsx';

export default PeopleScreen;
