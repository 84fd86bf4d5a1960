import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { View } from 'react-native';
import { SafeAreaProvider, SafeAreaView } from 'react-native-safe-area-context';
import { OfflineBar } from '../components/offline-bar.tsx';
import { SharedBar } from '../components/shared-bar.tsx';
import { TopBar } from '../components/top-bar.tsx';
import { PortalHost } from '../platform/portal-host';
import { HeldProvider } from '../recorder/held-provider.tsx';
import { ClientProvider } from '../state/client.tsx';
import { createQueryClient } from '../state/query-client.ts';
import { UploadsProvider } from '../state/uploads-provider.tsx';
import { ThemeProvider, useTheme } from '../theme/theme-provider.tsx';
import { AccountGate } from './account/account-gate.tsx';

/** What stands around every page: theme, client, queries, the bar above, and word of a lost connection. */
export function Shell({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  return (
    <SafeAreaProvider>
      <ThemeProvider>
        <ClientProvider>
          <QueryClientProvider client={queries}>
            <HeldProvider>
              <UploadsProvider>
                <Frame>{children}</Frame>
              </UploadsProvider>
            </HeldProvider>
          </QueryClientProvider>
        </ClientProvider>
      </ThemeProvider>
    </SafeAreaProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { colors } = useTheme();
  return (
    <View style={{ flex: 1, backgroundColor: colors.background }}>
      <SafeAreaView style={{ flex: 1 }}>
        <TopBar />
        <OfflineBar />
        <SharedBar />
        <AccountGate>{children}</AccountGate>
      </SafeAreaView>
      <PortalHost />
    </View>
  );
}
