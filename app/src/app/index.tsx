import { Redirect } from 'expo-router';
import { HomeScreen } from '../screens/home/home-screen.tsx';
import { useSession } from '../state/session.ts';

/** Operators see no content: their home is the page that says how the server is. */
export default function Home() {
  const { data: session } = useSession();
  return session?.person?.role === 'operator' ? <Redirect href="/operations" /> : <HomeScreen />;
}
