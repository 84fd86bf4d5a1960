import { RecordScreen } from '../../../screens/add/record-screen.tsx';

export default RecordScreen;
