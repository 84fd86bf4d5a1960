import { NotFoundScreen } from '../screens/not-found-screen.tsx';

export default NotFoundScreen;
