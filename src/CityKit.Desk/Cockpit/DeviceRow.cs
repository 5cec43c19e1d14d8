namespace CityKit.Desk.Cockpit;

/// <summary>What matters of a device.</summary>
internal sealed record DeviceRow(string Id, string Health);
