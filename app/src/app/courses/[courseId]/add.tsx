import { AddScreen } from '../../../screens/add/add-screen.tsx';

export default AddScreen;
