import { HomeScreen } from '../screens/home/home-screen.tsx';

export default HomeScreen;
