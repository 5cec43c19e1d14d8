using CityKit.Contacts;
using CityKit.Modules;

namespace CityKit.Subscriptions;

/// <summary>What the hub reports itself when somebody on duty cannot be reached: it becomes a finding.</summary>
/// <param name="CommandId">The same for the same trouble within a day.</param>
/// <param name="Who">Who was not reached.</param>
public sealed record ReportUnreached(string CommandId, Unreached Who) : HubCommand(CommandId);
