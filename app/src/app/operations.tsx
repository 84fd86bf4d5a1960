import { OperationsScreen } from '../screens/operations/operations-screen.tsx';

export default OperationsScreen;
