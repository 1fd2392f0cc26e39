import type { SimpleDailyIntStats, TeamUnread, UiSettingsData, Unread } from "protocol";

export function direct(unread: TeamUnread): Unread | undefined {
  return unread.direct ?? unread["of a later version"];
}

export const stats: SimpleDailyIntStats = { "2019-09-18T00:00:07.435409Z": 1 };
export const settings: UiSettingsData = { theme: "dark", nested: { deep: [1, null] } };

export function total(stats: SimpleDailyIntStats): number {
  return Object.values(stats).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
