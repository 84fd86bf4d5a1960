import { SearchScreen } from '../screens/search/search-screen.tsx';

export default SearchScreen;
